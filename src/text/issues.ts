/** A language of everything printed. Codes, keys and kinds are never translated. */
export type Language = "en" | "zh";

/** message and hint per language; `{name}` is filled in from the parameters. */
type Entry = Readonly<Record<Language, readonly [message: string, hint: string]>>;

const ISSUES = {
  "no-input": {
    en: [
      "nothing to read at {path}",
      "give a folder with entities.csv or holdings.csv, an .xlsx, a .json or a .jsonl file",
    ],
    zh: [
      "{path} 处没有可读取的数据",
      "请提供含 entities.csv 或 holdings.csv 的文件夹，或 .xlsx、.json、.jsonl 文件",
    ],
  },
  "empty-file": {
    en: ["{file} is empty", "write at least a header line; remove the file if there is nothing to say"],
    zh: ["{file} 是空文件", "请至少写出表头；若无内容请删除该文件"],
  },
  "unreadable-file": {
    en: ["{file} cannot be read: {reason}", "{mend}"],
    zh: ["{file} 无法读取：{reason}", "{mend}"],
  },
  "encoding-guessed": {
    en: ["{file} is not UTF-8; read as {encoding}", "save as UTF-8, or name the encoding with --encoding"],
    zh: ["{file} 不是 UTF-8 编码，已按 {encoding} 读取", "请另存为 UTF-8，或用 --encoding 指明编码"],
  },
  "nul-byte": {
    en: [
      "{file} row {row} holds a NUL byte in {column}",
      "the byte was taken out; export the file as text again",
    ],
    zh: ["{file} 第 {row} 行“{column}”含有 NUL 字节", "已去除该字节；请重新以文本格式导出"],
  },
  "wrong-header": {
    en: ["{file}: no column for {missing} among: {found}", "name the columns {expected}"],
    zh: ["{file}：在 {found} 中没有对应 {missing} 的列", "请将列命名为 {expected}"],
  },
  "unknown-column": {
    en: ["{file}: column “{column}” is not known and was not read", "{suggestion}"],
    zh: ["{file}：列“{column}”不可识别，未读取", "{suggestion}"],
  },
  "ragged-row": {
    en: [
      "{file} row {row} has {found} cells, the header has {expected}",
      "check for a stray comma or a missing quote",
    ],
    zh: ["{file} 第 {row} 行有 {found} 个单元格，表头有 {expected} 个", "请检查是否多了逗号或缺少引号"],
  },
  "malformed-row": {
    en: ["{file} row {row} cannot be split into cells: {reason}", "mend the quotes of this line"],
    zh: ["{file} 第 {row} 行无法拆分为单元格：{reason}", "请修正该行的引号"],
  },
  "bare-quote": {
    en: [
      "{file} row {row}: {reason}; the cells were read as they stand",
      "put such a cell in quotes and double the quotes within it",
    ],
    zh: ["{file} 第 {row} 行：{reason}；已按原样读取", "请将该单元格用引号括起，并将其中的引号写两遍"],
  },
  "not-read": {
    en: ["{file}: {what} is none of the tables and was not read", "name it {expected}"],
    zh: ["{file}：{what} 不是所需的表，未读取", "请命名为 {expected}"],
  },
  "invalid-record": {
    en: ["{file} row {row}: {reason}", "compare it with docs/data.md"],
    zh: ["{file} 第 {row} 行：{reason}", "请对照 docs/data.md"],
  },
  "missing-value": {
    en: [
      "{file} row {row}: {column} is empty",
      "fill it in; without it the row says nothing and is set aside",
    ],
    zh: ["{file} 第 {row} 行：{column} 为空", "请补充；缺少该项时此行没有意义，已搁置"],
  },
  "invalid-share": {
    en: [
      "{file} row {row}, {column} “{value}”: not a share",
      "write 51%, 0.51, 1/3, 25%-50% or >25%; until then it counts as unknown",
    ],
    zh: [
      "{file} 第 {row} 行，{column}“{value}”：不是比例",
      "请写作 51%、0.51、1/3、25%-50% 或 >25%；在此之前按未知处理",
    ],
  },
  "share-above-one": {
    en: [
      "{file} row {row}, {column} “{value}”: more than the whole. {others}",
      "correct it; until then it counts as unknown",
    ],
    zh: ["{file} 第 {row} 行，{column}“{value}”：超过全部。{others}", "请更正；在此之前按未知处理"],
  },
  "share-negative": {
    en: [
      "{file} row {row}, {column} “{value}”: less than nothing",
      "correct it; until then it counts as unknown",
    ],
    zh: ["{file} 第 {row} 行，{column}“{value}”：为负数", "请更正；在此之前按未知处理"],
  },
  "share-range-reversed": {
    en: [
      "{file} row {row}, {column} “{value}”: the range holds no share",
      "write the smaller end first; until then it counts as unknown",
    ],
    zh: ["{file} 第 {row} 行，{column}“{value}”：区间内没有任何比例", "请先写较小的一端；在此之前按未知处理"],
  },
  "bare-percent": {
    en: [
      "{file}, column {column}: “{value}” (row {row}) has no % sign and exceeds 1, so the column could mean percents or fractions; the whole column was refused",
      "if they are percents, run again with --percent {column}; or write the % sign in the cells or the header",
    ],
    zh: [
      "{file}，列 {column}：第 {row} 行“{value}”没有 % 且大于 1，无法判断是百分数还是小数；整列未予采用",
      "若为百分数，请加 --percent {column} 重新运行；或在单元格或表头中写明 %",
    ],
  },
  "decimal-comma": {
    en: [
      "{file} row {row}, {column} “{value}”: a comma as decimal sign",
      "write 51.5%; until then it counts as unknown",
    ],
    zh: ["{file} 第 {row} 行，{column}“{value}”：使用了逗号作小数点", "请写作 51.5%；在此之前按未知处理"],
  },
  "share-approximate": {
    en: [
      "{file} row {row}, {column} “{value}”: only approximate",
      "write the range that is known, such as 25%-30%; until then it counts as unknown",
    ],
    zh: ["{file} 第 {row} 行，{column}“{value}”：仅为约数", "请写出已知区间，如 25%-30%；在此之前按未知处理"],
  },
  "share-dash": {
    en: ["{file} row {row}, {column} “{value}”: taken as unknown, not as zero", "write 0% if it is zero"],
    zh: ["{file} 第 {row} 行，{column}“{value}”：按未知处理，而非零", "若为零请写 0%"],
  },
  "invalid-date": {
    en: [
      "{file} row {row}, {column} “{value}”: not a day",
      "write 2024-06-30; until then the record holds as if the date were not given",
    ],
    zh: ["{file} 第 {row} 行，{column}“{value}”：不是日期", "请写作 2024-06-30；在此之前按未填日期处理"],
  },
  "reversed-dates": {
    en: [
      "{file} row {row}: ends on {to}, before or on the day it begins ({from})",
      "swap or correct the dates; as written the record holds on no day",
    ],
    zh: [
      "{file} 第 {row} 行：结束日 {to} 不晚于开始日 {from}",
      "请更正日期；按现有写法该记录在任何日期均无效",
    ],
  },
  "invalid-number": {
    en: [
      "{file} row {row}, {column} “{value}”: not a number",
      "write digits, such as 3000000; until then it counts as not given",
    ],
    zh: ["{file} 第 {row} 行，{column}“{value}”：不是数字", "请写数字，如 3000000；在此之前按未填处理"],
  },
  "invalid-value": {
    en: ["{file} row {row}, {column} “{value}”: not one of {expected}", "{suggestion}"],
    zh: ["{file} 第 {row} 行，{column}“{value}”：不在 {expected} 之中", "{suggestion}"],
  },
  "duplicate-id": {
    en: [
      "{file} row {row}: id {id} was given before, in row {first}",
      "give each entity one row; the first one counts",
    ],
    zh: ["{file} 第 {row} 行：编号 {id} 已在第 {first} 行出现", "每个主体只应有一行；以第一行为准"],
  },
  "ambiguous-name": {
    en: ["{file} row {row}, {column} “{name}”: {count} entities have this name", "write the id: {ids}"],
    zh: ["{file} 第 {row} 行，{column}“{name}”：有 {count} 个主体同名", "请写编号：{ids}"],
  },
  "unknown-entity": {
    en: [
      "{file} row {row}, {column} “{id}”: no such entity; made one of kind unknown",
      "add it to the entities{suggestion}",
    ],
    zh: ["{file} 第 {row} 行，{column}“{id}”：没有该主体；已按类型未知建立", "请在主体表中补充{suggestion}"],
  },
  "self-holding": {
    en: [
      "{file} row {row}: {subject} holds shares in itself",
      "lawful (treasury shares): they count for nobody",
    ],
    zh: ["{file} 第 {row} 行：{subject} 持有自身股份", "合法（库存股），不归任何人计算"],
  },
  "held-person": {
    en: [
      "{file} row {row}: {subject} is a natural person and cannot be held",
      "check the columns holder and subject: are they swapped?",
    ],
    zh: ["{file} 第 {row} 行：{subject} 为自然人，不能被持股", "请检查持有人与被持股企业两列是否颠倒"],
  },
  "over-issued": {
    en: [
      "{subject}: the {interest} of its holders comes to at least {total}, more than the whole",
      "correct the rows; until then each share ranges from its figure less {excess} up to its figure",
    ],
    zh: [
      "{subject}：持有人的{interest}合计至少 {total}，超过全部",
      "请更正；在此之前各比例按“所写数减 {excess}”至“所写数”的区间处理",
    ],
  },
  rounded: {
    en: [
      "{subject}: the {interest} of its holders comes to {total}; the difference is within rounding",
      "each share ranges by the difference of {excess}",
    ],
    zh: [
      "{subject}：持有人的{interest}合计 {total}，差额在四舍五入范围之内",
      "各比例在差额 {excess} 之内浮动",
    ],
  },
  incomplete: {
    en: [
      "{subject}: declared complete, but the {interest} of its holders comes to at most {total}",
      "add the missing holders or take the declaration back; until then each share ranges up by {excess}",
    ],
    zh: [
      "{subject}：声明名册完整，但持有人的{interest}合计至多 {total}",
      "请补充股东或撤回声明；在此之前各比例可上浮 {excess}",
    ],
  },
  "complete-without-holders": {
    en: [
      "{subject}: declared complete, but no holder is recorded",
      "record its holders; until then the declaration does not count",
    ],
    zh: ["{subject}：声明名册完整，但没有任何持有人", "请补充持有人；在此之前该声明不予采用"],
  },
  "ends-cannot-hold": {
    en: [
      "{subject}: the {interest} of its holders sums to the whole only at ends that are said not to be reached",
      "check the open ends; until then they count as closed",
    ],
    zh: [
      "{subject}：只有取到所称取不到的端点时，持有人的{interest}才能合计为全部",
      "请检查开区间端点；在此之前按闭区间处理",
    ],
  },
  "overlapping-records": {
    en: [
      "{file} row {row}: {holder} in {subject} stands in row {first} too, from another day; the two are added",
      "end the older row if the newer one replaces it",
    ],
    zh: [
      "{file} 第 {row} 行：{holder} 对 {subject} 的持股在第 {first} 行已有记录且起始日不同；两行相加",
      "若新行取代旧行，请为旧行填写结束日",
    ],
  },
  "duplicate-record": {
    en: [
      "{file} row {row}: the same as row {first}, word for word; the two are added",
      "remove one if it is a repetition",
    ],
    zh: ["{file} 第 {row} 行：与第 {first} 行完全相同；两行相加", "若为重复请删除其一"],
  },
  "contradicting-records": {
    en: [
      "{file} row {row}: {holder} holds {value} of {subject} here, {other} in row {first}, from the same day; the two are added",
      "keep the right one",
    ],
    zh: [
      "{file} 第 {row} 行：{holder} 对 {subject} 持股此处为 {value}，第 {first} 行为 {other}，起始日相同；两行相加",
      "请保留正确的一行",
    ],
  },
  "interest-unstated": {
    en: [
      "{file} row {row}: {subject} states {interest} in other rows but not here",
      "state it; until then it ranges from 0 to {rest}",
    ],
    zh: [
      "{file} 第 {row} 行：{subject} 其他行写明了{interest}，此行未写",
      "请补充；在此之前按 0 至 {rest} 处理",
    ],
  },
  "amount-differs": {
    en: [
      "{file} row {row}: {written} is written, but {amount} out of {total} is {derived}",
      "correct one of them; the written share counts",
    ],
    zh: [
      "{file} 第 {row} 行：所写为 {written}，但 {amount} / {total} 为 {derived}",
      "请更正其一；以所写比例为准",
    ],
  },
  "amount-without-total": {
    en: [
      "{file} row {row}: an amount, but not every holder of {subject} has one, so the whole is not known",
      "give the amounts of all, or the fact registeredCapital; until then it is known only in part",
    ],
    zh: [
      "{file} 第 {row} 行：有出资额，但 {subject} 并非每个持有人都有出资额，总额不明",
      "请补全出资额或提供 registeredCapital；在此之前仅部分已知",
    ],
  },
  "unknown-class": {
    en: [
      "{file} row {row}: {subject} has no share class “{class}” with a number issued",
      "add it to classes.csv; until then the share counts as unknown",
    ],
    zh: [
      "{file} 第 {row} 行：{subject} 没有列明发行数的股份类别“{class}”",
      "请在 classes.csv 中补充；在此之前按未知处理",
    ],
  },
  "tie-exceeds-holding": {
    en: [
      "{file} row {row}: the tie speaks of {share} of {subject}, but {holder} holds {held}",
      "correct the share; only what is held counts",
    ],
    zh: [
      "{file} 第 {row} 行：该关系涉及 {subject} 的 {share}，但 {holder} 仅持有 {held}",
      "请更正；以实际持有为限",
    ],
  },
  "tie-incomplete": {
    en: [
      "{file} row {row}: a tie of kind {kind} needs {missing}",
      "fill it in; until then the tie does nothing",
    ],
    zh: ["{file} 第 {row} 行：{kind} 类关系需要 {missing}", "请补充；在此之前该关系不起作用"],
  },
  "declared-outside": {
    en: [
      "{file} row {row}: {owner} is declared to have {declared} of {subject}, but the holdings allow only {computed}",
      "one of the records is wrong or missing; see explain {owner} {subject}",
    ],
    zh: [
      "{file} 第 {row} 行：声明 {owner} 拥有 {subject} 的 {declared}，但持股记录只允许 {computed}",
      "有记录错误或缺失；请用 explain {owner} {subject} 查看",
    ],
  },
  "declared-undecidable": {
    en: [
      "{file} row {row}: {owner} is declared to have {declared} of {subject}; the holdings leave {computed} open",
      "the declaration can be neither confirmed nor refuted",
    ],
    zh: [
      "{file} 第 {row} 行：声明 {owner} 拥有 {subject} 的 {declared}；持股记录可容许 {computed}",
      "该声明既不能证实也不能否定",
    ],
  },
  "invalid-statement": {
    en: ["{file} row {row}: {reason}; the statement was set aside", "compare it with docs/formats.md"],
    zh: ["{file} 第 {row} 行：{reason}；该声明已搁置", "请对照 docs/formats.md"],
  },
  "statement-replaced": {
    en: [
      "{file} row {row}: an earlier statement of {record}; row {by} counts instead",
      "nothing to mend; particulars are those of the latest statement",
    ],
    zh: ["{file} 第 {row} 行：{record} 的较早声明，以第 {by} 行为准", "无须修正；具体内容以最新声明为准"],
  },
  "statement-repeats": {
    en: ["{file} row {row}: says of {record} what row {by} says", "nothing to mend; it is read once"],
    zh: ["{file} 第 {row} 行：关于 {record} 的内容与第 {by} 行相同", "无须修正；只读取一次"],
  },
  "statement-closes": {
    en: ["{file} row {row}: closes {record} on {on}", "nothing to mend; what it held ends on that day"],
    zh: ["{file} 第 {row} 行：于 {on} 关闭 {record}", "无须修正；其权益于当日终止"],
  },
  "statement-on-no-day": {
    en: ["{file} row {row}: {what} of {record} holds on no day", "check its dates; it was left out"],
    zh: ["{file} 第 {row} 行：{record} 的 {what} 在任何日期均无效", "请检查日期；该项未采用"],
  },
  "party-ended": {
    en: [
      "{file} row {row}: {party} ceased to be on {on}; the interest ends on that day",
      "give the day on which the interest ended, and who has it since",
    ],
    zh: ["{file} 第 {row} 行：{party} 于 {on} 终止或去世；权益于当日终止", "请写明权益终止日及承继人"],
  },
  "owner-unspecified": {
    en: [
      "{file} row {row}: who has an interest in {subject} is not named: {reason}",
      "no holder is made of it; what nobody named holds stays undisclosed",
    ],
    zh: [
      "{file} 第 {row} 行：未列明谁对 {subject} 享有权益：{reason}",
      "不据此虚设持有人；相应部分按未披露处理",
    ],
  },
  "directness-unknown": {
    en: [
      "{file} row {row}: not said to be direct or indirect: {what}",
      "they count as holdings; a stake that is really indirect may then be counted beside its own chain",
    ],
    zh: ["{file} 第 {row} 行：未说明直接或间接：{what}", "按直接持股处理；若实为间接，可能与其链条重复计算"],
  },
  "relation-only": {
    en: [
      "{file} row {row}: kept as a relation, not as control or as a share: {what}",
      "influence is not certain control; add a tie of kind contractualControl where it is",
    ],
    zh: [
      "{file} 第 {row} 行：仅作为关系保留，不视为控制或持股：{what}",
      "影响力不等于确定的控制；若确为控制请补充 contractualControl 关系",
    ],
  },
  "interest-unknown": {
    en: [
      "{file} row {row}: the nature of the interest is not stated ({what}); it may be a holding of any size",
      "state it; until then it ranges from 0 to the whole",
    ],
    zh: [
      "{file} 第 {row} 行：未说明权益性质（{what}）；可能为任意比例的持股",
      "请补充；在此之前按 0 至全部处理",
    ],
  },
  "share-stated-twice": {
    en: [
      "{file} row {row}, {column} “{value}”: the same end is given in two ways",
      "give one; {taken} was taken",
    ],
    zh: ["{file} 第 {row} 行，{column}“{value}”：同一端点有两种写法", "请只保留一种；已采用 {taken}"],
  },
  "several-interests": {
    en: [
      "{file} row {row}: several figures of {interest} at once ({values}); they may be parcels or the same shares",
      "state them in separate relationships, or once; {taken} holds both readings",
    ],
    zh: [
      "{file} 第 {row} 行：同时有多个 {interest} 数（{values}），可能是不同份额，也可能是同一份额",
      "请分别列明或只写一次；{taken} 涵盖两种解读",
    ],
  },
  "votes-unstated": {
    en: [
      "{file} row {row}: shares without votes in a register that states votes where there are any: {what}",
      "nothing to mend; the votes count as unknown, not as the shares",
    ],
    zh: [
      "{file} 第 {row} 行：该登记册会列明表决权，此处只有股份：{what}",
      "无须修正；表决权按未知处理，不等同于股份",
    ],
  },
  "nominee-one-sided": {
    en: [
      "{file} row {row}: {party} is {side} in {subject}, the other side is not disclosed",
      "kept as a relation; name the other side and it becomes a tie of kind nominee",
    ],
    zh: [
      "{file} 第 {row} 行：{party} 为 {subject} 的 {side}，另一方未披露",
      "仅作为关系保留；补充另一方后即为代持",
    ],
  },
  "names-differ": {
    en: [
      "{file} row {row}: {id} is called “{name}” here and “{other}” in row {first}",
      "taken as one because of the number; check the number if they are two",
    ],
    zh: [
      "{file} 第 {row} 行：{id} 在此称“{name}”，在第 {first} 行称“{other}”",
      "因编号相同视为同一主体；若为两个主体请核对编号",
    ],
  },
  "source-loss": {
    en: [
      "{file} row {row}: {what} has no place here and was left out",
      "nothing to mend; it is said so that nothing is lost silently",
    ],
    zh: ["{file} 第 {row} 行：{what} 在此没有对应位置，未采用", "无须修正；特此说明，以免无声遗漏"],
  },
} as const satisfies Record<string, Entry>;

/** The closed union of issue codes: stable, documented in docs/data.md. */
export type IssueCode = keyof typeof ISSUES;

export const ISSUE_CODES = Object.keys(ISSUES) as IssueCode[];

/** Fills `{name}` from the parameters; a name without a parameter stays visible rather than vanish. */
export function fill(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
}

/** Message and hint of an issue in a language. */
export function issueMessage(
  language: Language,
  code: IssueCode,
  parameters: Readonly<Record<string, string>>,
): { message: string; hint: string } {
  const [message, hint] = ISSUES[code][language];
  return { message: fill(message, parameters).trim(), hint: fill(hint, parameters).trim() };
}
