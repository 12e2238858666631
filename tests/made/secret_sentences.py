"""Keys that only their neighbours explain: shapes and the sentences in which people leave them."""

PLAIN = (
    "The key {} was left in the repository.",
    "SERVICE_TOKEN={}",
    '"credential": "{}", "active": true',
    "泄露的密钥{}，请立即更换",
    "curl -H 'X-Auth: {}' https://api.corp.internal/v1",
)


def named(english: str, field: str, chinese: str) -> tuple[str, ...]:
    """Return sentences that name the service, for keys that show nothing by themselves."""
    return (
        f"{english}: {{}}",
        f"{field}={{}}",
        f'"{field.lower()}": "{{}}",',
        f"{chinese}{{}}，请立即更换",
        f"My {english} is {{}} and I cannot log in.",
    )


NAMED: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("aws-secret-access-key", ("[b40]",), named("AWS secret access key", "AWS_SECRET_ACCESS_KEY", "亚马逊云密钥")),
    (
        "azure-storage-account-key",
        ("[b86]==",),
        (
            "DefaultEndpointsProtocol=https;AccountName=corpmedia;AccountKey={};EndpointSuffix=core.windows.net",
            '"conn": "AccountName=a1;AccountKey={}"',
            "连接串AccountName=cn1;AccountKey={}，请轮换",
            "AZURE_STORAGE=AccountName=logs;AccountKey={}",
        ),
    ),
    (
        "azure-shared-access-key",
        ("[b43]=",),
        (
            "Endpoint=sb://corp.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={}",
            "HostName=hub.azure-devices.net;DeviceId=d1;SharedAccessKey={}",
            "连接串SharedAccessKey={}，请轮换",
            '"bus": "Endpoint=sb://x.net/;SharedAccessKey={}"',
        ),
    ),
    (
        "azure-shared-access-signature",
        ("[x43]%3D",),
        (
            "https://corp.blob.core.windows.net/c/f.zip?sv=2022-11-02&sr=b&se=2027-01-01&sp=r&sig={}",
            "url: https://corp.blob.core.windows.net/c?sp=rl&se=2026-12-01&sig={}",
            "下载https://corp.blob.core.windows.net/c?sv=2022-11-02&sig={}，有效一年",
            "?sig={}&se=2026-12-01&sp=r",
        ),
    ),
    (
        "alibaba-access-key-secret",
        ("[x30]",),
        named("Alibaba Cloud AccessKey secret", "ALIYUN_ACCESS_KEY_SECRET", "阿里云密钥"),
    ),
    ("tencent-secret-key", ("[x32]",), named("Tencent Cloud SecretKey", "TENCENT_SECRET_KEY", "腾讯云密钥")),
    ("huawei-secret-access-key", ("[x40]",), named("Huawei Cloud secret access key", "HUAWEI_CLOUD_SK", "华为云密钥")),
    ("qiniu-secret-key", ("[w40]",), named("Qiniu secret key", "QINIU_SECRET_KEY", "七牛云密钥")),
    ("cloudflare-api-token", ("[w40]",), named("Cloudflare API token", "CLOUDFLARE_API_TOKEN", "Cloudflare令牌")),
    (
        "heroku-api-key",
        ("[h8]-[h4]-4[h3]-a[h3]-[h12]", "HRKU-[w60]"),
        named("Heroku API key", "HEROKU_API_KEY", "Heroku密钥"),
    ),
    ("gitee-token", ("[h32]",), named("Gitee access token", "GITEE_TOKEN", "码云私人令牌")),
    (
        "language-model-api-key",
        ("s~k-[h32]", "s~k-[x48]", "s~k-[a48]"),
        named("DeepSeek API key", "DEEPSEEK_API_KEY", "深度求索密钥"),
    ),
    ("zhipu-api-key", ("[h32].[x16]",), named("Zhipu API key", "ZHIPUAI_API_KEY", "智谱密钥")),
    ("datadog-api-key", ("[h32]", "[h40]"), named("Datadog API key", "DD_API_KEY", "Datadog密钥")),
    ("wechat-app-secret", ("[h32]",), named("WeChat AppSecret", "WX_APP_SECRET", "微信小程序密钥")),
    ("twilio-key", ("A~C[h32]", "S~K[h32]"), named("Twilio API key", "TWILIO_API_KEY", "Twilio密钥")),
    ("mailgun-api-key", ("ke~y-[h32]", "[h32]-[h8]-[h8]"), named("Mailgun API key", "MAILGUN_API_KEY", "Mailgun密钥")),
    (
        "mailchimp-api-key",
        ("[h32]-us12", "[h32]-us6"),
        named("Mailchimp API key", "MAILCHIMP_API_KEY", "Mailchimp密钥"),
    ),
    (
        "twitter-bearer-token",
        ("A~AAAAAAAAAAAAAAAAAAAA[x90]",),
        named("Twitter bearer token", "TWITTER_BEARER_TOKEN", "推特令牌bearer "),
    ),
    (
        "private-key-without-armour",
        ("MIIEvQIBADANBgkqhkiG9w0BAQ~EFAASCBKcwggSjAgEAAoIBAQ[b600]",),
        (
            "alipay.app_private_key={}",
            'private String merchantKey = "{}";',
            "应用私钥：{}，请勿泄露",
            "RSA key {} of the shop",
        ),
    ),
    (
        "url-password",
        ("[x4][d3][x5]", "[x16]"),
        (
            "DATABASE_URL=postgres://app:{}@db1.corp.internal:5432/shop",
            "mongodb+srv://svc:{}@cluster0.ab1cd.mongodb.net/app",
            "缓存地址redis://:{}@10.4.1.9:6379/0，请勿外传",
            '"broker": "amqp://mq:{}@mq.corp.internal/"',
            "mysql+pymysql://web:{}@rds-7.cn-north.corp.cn/shop",
            "下载ftp://files:{}@ftp.corp.cn/",
        ),
    ),
    (
        "jdbc-password",
        ("[x4][d3][x5]",),
        (
            "url=jdbc:mysql://10.3.1.7:3306/shop?user=web&password={}",
            "jdbc:sqlserver://db.corp.cn:1433;databaseName=hr;user=sa;password={};encrypt=true",
            "数据源jdbc:postgresql://10.3.1.7/erp?user=erp&password={} 已停用",
            "jdbc:db2://h1:50000/x:user=u;password={};",
        ),
    ),
    (
        "sql-server-password",
        ("[x4][d3][x5]",),
        (
            "Server=db1.corp.cn;Database=hr;User Id=sa;Password={};",
            'connectionString="Data Source=10.1.1.4;Initial Catalog=crm;uid=crm;pwd={}"',
            "连接串Host=10.1.1.4;Port=5432;Username=erp;Password={}; 请更换",
            "DB = Server=10.1.1.4;Uid=web;Pwd={};",
        ),
    ),
    (
        "password-assignment",
        ("[x4][d3][x5]",),
        (
            'DB_PASSWORD = "{}"',
            'spring.datasource.password: "{}"',
            '"password": "{}",',
            '数据库配置password="{}" ，请改',
            'smtp_passwd => "{}",',
        ),
    ),
    (
        "environment-password",
        ("[x4][d3][x5]",),
        (
            "DB_HOST=10.1.1.4\nDB_PASSWORD={}\n",
            "export SMTP_PASS={}",
            "# 数据库\nMYSQL_ROOT_PASSWORD={}\n# 完",
            "REDIS_PWD={}",
        ),
    ),
    (
        "password-stated",
        ("[x4][d3][x3]",),
        (
            "Username: jwu88 Password: {}",
            "login: ops, password is {} for the wiki",
            "账号：jwu88 密码：{}，请尽快修改",
            "用户名admin2密码{}登录后台",
            "User jwu88 / pwd: {}",
        ),
    ),
    (
        "api-key-assignment",
        ("[x32]", "[x40]"),
        (
            'api_key = "{}"',
            "clientSecret: '{}',",
            '后端配置app_secret="{}"，已停用',
            'X_AUTH_TOKEN => "{}"',
        ),
    ),
    (
        "otpauth-secret",
        ("[B32]", "[B16]"),
        (
            "otpauth://totp/Corp:jwu88?secret={}&issuer=Corp",
            "otpauth://hotp/jwu88?counter=1&secret={}",
            "扫码otpauth://totp/Corp?secret={}，绑定",
            '"qr": "otpauth://totp/x:y?issuer=x&secret={}"',
        ),
    ),
    (
        "password-hash",
        ("$2~y$10$[x53]", "$6~$[x8]$[x86]", "$arg~on2id$v=19$m=65536,t=3,p=4$[x22]$[x43]"),
        (
            "root:{}:19000:0:99999:7:::",
            "password: {}",
            "数据库里存的是{}，不是明文",
            '"hash": "{}"',
        ),
    ),
)
