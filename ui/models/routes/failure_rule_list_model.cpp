#include "failure_rule_list_model.h"

#include "ui/models/roles.h"
#include "ui/words/rule_words.h"
#include "ui/words/sentence_words.h"

namespace ui::models {

using gateway::config::FailureRuleSettings;
using gateway::routing::FailureRule;
using words::RuleWords;

namespace {

QString ruleText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

void add(QStringList& to, const std::vector<std::string>& words)
{
    for (const std::string& word : words) to << ruleText(word);
}

} // namespace

void FailureRuleListModel::setOwn(const std::vector<FailureRuleSettings>& rules)
{
    std::vector<Row> rows;
    for (const FailureRuleSettings& rule : rules) {
        Row row{ruleText(rule.name), rule.failure, rule.statuses, {}, {}, rule.rests, {}};
        add(row.words, rule.words);
        if (rule.provider) row.providers << ruleText(*rule.provider);
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

void FailureRuleListModel::setBuiltIn(const std::vector<FailureRule>& rules)
{
    std::vector<Row> rows;
    for (const FailureRule& rule : rules) {
        Row row{ruleText(rule.name), rule.failure, rule.statuses, {}, {}, rule.rests, ruleText(rule.source)};
        for (const auto* words : {&rule.codes, &rule.words, &rule.allOf}) add(row.words, *words);
        add(row.providers, rule.providers);
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

void FailureRuleListModel::setRows(std::vector<Row> rows)
{
    if (rows == m_rows) return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int FailureRuleListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int FailureRuleListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString FailureRuleListModel::providersText(const Row& row) const
{
    return row.providers.isEmpty() ? tr("every provider") : words::SentenceWords::listed(row.providers);
}

QString FailureRuleListModel::text(const Row& row, int column) const
{
    switch (column) {
    case Name: return row.name;
    case Failure: return RuleWords::failure(row.failure);
    case When: {
        QStringList conditions;
        if (!row.statuses.empty()) conditions << RuleWords::statuses(row.statuses);
        if (!row.words.isEmpty()) conditions << QStringLiteral("“%1”").arg(row.words.join(tr("”, “", "between quoted words of a list")));
        return conditions.join(QStringLiteral(" · "));
    }
    case Rests: return RuleWords::rests(row.rests);
    default: return {};
    }
}

QVariant FailureRuleListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case RawRole: return text(row, column);
    case IdRole: return row.name;
    case SecondLineRole: return column == Name ? QVariant(providersText(row)) : QVariant();
    case StrongRole: return column == Name;
    case ToneRole: return column == Rests ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    case Qt::ToolTipRole: return column == Name && !row.source.isEmpty() ? QVariant(row.source) : QVariant();
    case Qt::AccessibleTextRole: return column == Name ? QVariant(row.name + QStringLiteral(", ") + providersText(row)) : QVariant();
    default: return {};
    }
}

QVariant FailureRuleListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Rule");
    case Failure: return tr("Failure class");
    case When: return tr("Match");
    case Rests: return tr("Cooldown of");
    default: return {};
    }
}

} // namespace ui::models
