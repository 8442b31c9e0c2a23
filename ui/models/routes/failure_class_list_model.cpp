#include "failure_class_list_model.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/words/rule_words.h"

#include <algorithm>

namespace ui::models {

using gateway::config::FailureClass;
using gateway::config::FailureClassSettings;
using gateway::config::FailureSettings;
using gateway::config::Settings;
using gateway::routing::FailurePolicy;
using gateway::routing::FailureRules;
using words::RuleWords;

namespace {

template <class Classes> auto place(Classes& classes, FailureClass failure)
{
    return std::find_if(classes.begin(), classes.end(), [&](const auto& one) { return one.first == toText(failure); });
}

} // namespace

void FailureClassListModel::setClasses(const FailureRules& inForce, const FailureSettings& own)
{
    std::vector<Row> rows;
    for (std::size_t i = 0; i < gateway::config::kFailureClasses; ++i) {
        const auto failure = static_cast<FailureClass>(i);
        rows.push_back({failure, inForce.policy(failure), inForce.builtInPolicy(failure), ownOf(own, failure)});
    }
    if (rows == m_rows) return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

bool FailureClassListModel::isChanged(int row) const { return m_rows[static_cast<std::size_t>(row)].own != FailureClassSettings(); }

int FailureClassListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int FailureClassListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString FailureClassListModel::text(const Row& row, int column)
{
    const FailurePolicy& policy = row.policy;
    switch (column) {
    case Failure: return RuleWords::failure(row.failure);
    case Then: return RuleWords::nextInShort(policy.then);
    case Rests: return RuleWords::rests(policy.rests);
    case When: return policy.rests == gateway::config::Rests::Nothing ? Formatter::none() : RuleWords::moment(policy.atOnce);
    default: return {};
    }
}

QString FailureClassListModel::secondLine(const Row& row, int column)
{
    if (column == Failure && row.own != FailureClassSettings()) return tr("customised");
    if (column == When && row.policy.rests != gateway::config::Rests::Nothing) return RuleWords::lasting(row.policy.rest);
    return {};
}

QString FailureClassListModel::whole(const Row& row, int column)
{
    const QString second = secondLine(row, column);
    return second.isEmpty() ? text(row, column) : text(row, column) + QStringLiteral(", ") + second;
}

QString FailureClassListModel::builtIn(const Row& row, int column)
{
    if (column == Failure) return {};
    const QString before = whole({row.failure, row.builtIn, row.builtIn, {}}, column);
    return before == whole(row, column) ? QString() : tr("built in: %1").arg(before);
}

// The name's tool tip has everything as sentences.
QString FailureClassListModel::toolTip(const Row& row, int column)
{
    if (column != Failure) return builtIn(row, column);
    return (QStringList(text(row, Failure)) + RuleWords::policy(row.policy, {})).join(QLatin1Char('\n'));
}

QVariant FailureClassListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const QString builtIn = FailureClassListModel::builtIn(row, column);
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case RawRole: return whole(row, column);
    case IdRole: return QString::fromUtf8(toText(row.failure).data());
    case SecondLineRole: return secondLine(row, column);
    case StrongRole: return column == Failure;
    case ToneRole: return column == Failure || !builtIn.isEmpty() ? QVariant() : QVariant(QStringLiteral("text_secondary"));
    case Qt::ToolTipRole: return toolTip(row, column).isEmpty() ? QVariant() : QVariant(toolTip(row, column));
    case Qt::AccessibleTextRole: return builtIn.isEmpty() ? whole(row, column) : whole(row, column) + QStringLiteral(", ") + builtIn;
    default: return {};
    }
}

QVariant FailureClassListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Failure: return tr("Failure");
    case Then: return tr("Then");
    case Rests: return tr("Cooldown of");
    case When: return tr("Cooldown");
    default: return {};
    }
}

FailureClassSettings ownOf(const FailureSettings& all, FailureClass failure)
{
    const auto found = place(all.classes, failure);
    return found == all.classes.end() ? FailureClassSettings() : found->second;
}

Settings withClass(Settings all, FailureClass failure, const FailureClassSettings& own)
{
    auto& classes = all.failures.classes;
    const auto found = place(classes, failure);
    const bool isNamed = found != classes.end();
    if (own == FailureClassSettings()) {
        if (isNamed) classes.erase(found);
    } else if (isNamed) {
        found->second = own;
    } else {
        classes.emplace_back(toText(failure), own);
    }
    return all;
}

} // namespace ui::models
