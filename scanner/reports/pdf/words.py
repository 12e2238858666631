"""What only the sign-off report says, in English and Chinese; all else it says in the words of the HTML report."""

from typing import Final

from scanner.reports.words.languages import Words

TITLE: Final = Words("Sign-off report on a corpus scan", "语料扫描签核报告")
SUBTITLE: Final = Words("Held against the policy “{policy}”", "依据策略“{policy}”")
RUNNING: Final = Words("corpus digest {digest}…", "语料摘要 {digest}…")
FOOT: Final = Words("corpus-scanner {version}", "corpus-scanner {version}")
PAGE: Final = Words("{n} of {total}", "第 {n} 页，共 {total} 页")
NO_PROOF: Final = Words(
    "Counts are what the rules met in what was read: evidence, not proof of absence, and no legal advice. No text that "
    "was found stands in this report or in any file of the run.",
    "计数是各规则在已读取内容中的命中情况：是证据，不能证明“不存在”，也不构成法律意见。所命中的原文不会出现在本报告"
    "或本次运行的任何文件中。",
)

SCOPE: Final = Words("What was scanned", "扫描范围")
CORPUS_DIGEST: Final = Words("Corpus digest (SHA-256)", "语料摘要（SHA-256）")
CORPUS_DIGEST_TOLD: Final = Words(
    "over the name and the SHA-256 of every shard", "由每个分片的名称与 SHA-256 值计算得出"
)
OF_BYTES: Final = Words("{n} of {total} ({share})", "{n}／{total}（{share}）")
COUNTED: Final = Words("{name}: {n}", "{name}：{n}")
COMMA: Final = Words(", ", "，")
LANGUAGES: Final = Words("Languages, by documents", "语言（按文档数）")
AND_OTHERS: Final = Words("and {n} more", "另有 {n} 项")
DRAWN: Final = Words("Shards in the sample", "样本中的分片")
NOT_READ: Final = Words("What was not looked at", "未检查的内容")
NOT_READ_LEAD: Final = Words("Nothing in this report speaks of what stands here.", "本报告的任何结论均不涉及以下内容。")
ALL_READ: Final = Words(
    "Every record was read, and every rule was applied to every document.",
    "所有记录均已读取，各规则已适用于每份文档。",
)
RECORDS: Final = Words("Records", "记录数")
SKIPPED: Final = Words("set aside on purpose: {reason}", "按设定跳过：{reason}")
FAILED: Final = Words("could not be read: {reason}", "无法读取：{reason}")
CLIPPED: Final = Words("documents of which only the beginning was scanned", "仅扫描开头部分的文档")
LOST: Final = Words("In all, records whose text was lost in whole or part", "合计：正文全部或部分丢失的记录")
RULES: Final = Words("Rules", "规则数")
MOST_DOCUMENTS: Final = Words("Documents, at most", "文档数（至多）")
BROKEN: Final = Words("Shards not read whole", "未能完整读取的分片")
MORE_IN: Final = Words("and {n} more: see {where}", "另有 {n} 项，见 {where}")

VERDICT: Final = Words("Verdict and reasons", "结论与理由")
NOTES: Final = Words("{n} notes decide nothing; {where} has each.", "另有 {n} 条说明，不影响结论；全部见 {where}。")
NO_REASON: Final = Words("No bound of the policy is crossed, and none was left open.", "没有超出或未能判定的限值。")

PERSONAL: Final = Words("Personal information and secrets", "个人信息与密钥")
PERSONAL_LEAD: Final = Words(
    "Documents and findings by kind. “Sure” is the share of findings that are expected to be what the rule names "
    "(precision), stated with the rule: counted on labelled pages (l), derived from odds (o), or a judgement (j). How "
    "much was missed (recall) is measured for names only; for all other kinds it is not known.",
    "按类别列出文档数与命中数。“可信度”是命中确属该规则所指内容的预期比例（精确率），由规则给出：在标注网页上计数"
    "（l）、由概率推算（o）或凭判断（j）。遗漏多少（召回率）只对姓名作过测量，其余类别不得而知。",
)
ESTIMATED: Final = Words(
    "≈ marks what is estimated from a sample, for all documents that could be read, with its 95 % interval.",
    "≈ 表示由抽样得出、针对全部可读文档的估计值，并附 95% 区间。",
)
SURE: Final = Words("Sure", "可信度")
PERSONAL_UNLOOKED: Final = Words(
    "Personal information and secrets were not looked for: no rule on them could be applied to any document.",
    "未检查个人信息与密钥：没有任何相关规则能适用于任何文档。",
)
NOTHING_PERSONAL: Final = Words(
    "No rule on personal information or secrets found anything where it looked.",
    "个人信息与密钥类规则在所检查的范围内均无命中。",
)
QUIET: Final = Words(
    "{n} further rules on personal information or secrets were applied, some of them not everywhere, and found "
    "nothing, which does not prove that nothing is there.",
    "另有 {n} 条个人信息与密钥类规则已适用（部分规则未能处处适用）而没有命中，但这不能证明不存在。",
)
BY_LAW_COLUMN: Final = Words("Standard", "标准")
NO_NAMES: Final = Words(
    "Names of persons were not looked for, so no count of persons stands here.", "没有查找人名，因此没有自然人计数。"
)

RIGHTS: Final = Words("Rights verdicts at crawl time", "抓取时的权利判定")
NO_REGISTER: Final = Words(
    "No source register was given: who gave the data, and under which contract, is not known to the scan.",
    "未提供来源登记：数据由谁提供、依据何种合同，扫描无从得知。",
)

ALLOWED: Final = Words("Baseline and findings set aside", "基线与豁免")
NO_BASELINE: Final = Words("No baseline was given: all findings count, old and new.", "未提供基线：新旧命中全部计入。")
NOT_ASIDE: Final = Words("Nothing was set aside.", "没有豁免任何命中。")
BEYOND: Final = Words(
    "Rules that found more than the baseline holds: {over}; less: {fewer}.",
    "命中多于基线的规则：{over} 条；少于基线：{fewer} 条。",
)

PEOPLE: Final = Words("What only a person can answer", "须由人答复的事项")
PEOPLE_LEAD: Final = Words(
    "No scan can answer these, and nothing was filled in. An empty line is an open question.",
    "以下事项扫描无法回答，均未预先填写；空白即表示尚未答复。",
)
RAISED: Final = Words("Raised by this scan", "本次扫描提出的问题")
ALWAYS: Final = Words("Asked of every corpus", "每份语料均须回答")
OF_POLICY: Final = Words("Left open by the policy", "策略留待人工判断")
ALWAYS_ASKED: Final = (
    (Words("Purpose for which the corpus is used", "语料的使用目的"), 1),
    (
        Words(
            "Legal basis for processing personal information, and the assessment that supports it",
            "处理个人信息的合法性基础及支持该结论的评估",
        ),
        2,
    ),
    (
        Words(
            "Ground on which works are used whose rights are reserved or unknown",
            "使用权利被保留或状态未知的作品的依据",
        ),
        2,
    ),
    (
        Words("What is removed or masked before use, by whom, until when", "使用前删除或遮蔽的内容、责任人与期限"),
        2,
    ),
    (Words("How long the corpus and this report are kept", "语料与本报告的保存期限"), 1),
    (
        Words(
            "Contact for persons concerned and for holders of rights (requests, objections, complaints)",
            "个人与权利人的联系渠道（请求、异议、投诉）",
        ),
        1,
    ),
    (Words("Earlier report that this one replaces, and what changed since", "本报告所取代的前一份报告及其后的变化"), 1),
)

SIGN: Final = Words("Sign-off", "签核")
SIGN_LEAD: Final = Words(
    "Who signs, signs for the corpus with the digest {digest}, for the verdict above and for the answers in section "
    "{section}. Some assessments ask for three signatures (TC260-003 §9.1: the legal representative, the head of the "
    "assessment and the head of its part on legality); cross out what is not needed.",
    "签署人所签对象为摘要 {digest} 的语料、上述结论以及第 {section} 节的答复。部分评估要求三人签字（TC260-003 第 9.1 "
    "条：法定代表人、评估工作负责人、合法性评估负责人）；不需要的栏目请划去。",
)
PERSON: Final = Words("Signature {n}", "签字 {n}")
CHOICES: Final = (
    Words("accepted", "同意"),
    Words("accepted on conditions", "附条件同意"),
    Words("refused", "不同意"),
)
LABELS: Final = (
    Words("Name", "姓名"),
    Words("Role", "职务"),
    Words("Date", "日期"),
    Words("Signature", "签名"),
)
CONDITIONS: Final = Words("Conditions, and what the signatures do not cover", "所附条件以及签字不涵盖的内容")
MANIFEST: Final = Words(
    "Digest that manifest.json states when this is signed (copied by a person)",
    "签字时 manifest.json 所载的摘要（由人抄录）",
)

RESTS: Final = Words("What this rests on", "数据依据")
RESTS_LEAD: Final = Words(
    "SHA-256. The same corpus, lock and policy give the same digests again. Places of findings and all counts are in "
    "the files of the run; manifest.json names the digest of each.",
    "均为 SHA-256。相同的语料、锁定文件与策略会再次得到相同的摘要。命中位置与全部计数见本次运行的各文件，其摘要列于 "
    "manifest.json。",
)
FILE_OF: Final = Words("File {name}", "文件 {name}")
REGISTER: Final = Words("Source register", "来源登记")
BASELINE: Final = Words("Baseline", "基线")
SUPPRESSIONS: Final = Words("Suppressions", "豁免文件")
AS_OF: Final = Words("Suppressions judged for the day", "豁免判定日")
PROFILE: Final = Words("Licence profile", "许可证档案")
NOT_GIVEN: Final = Words("none given", "未提供")
LIST_OF: Final = Words("List of {rule}", "{rule} 的列表")
LIBRARIES: Final = Words("Libraries that can change a finding", "可能影响命中的程序库")
