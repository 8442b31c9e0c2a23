#include "eval_target_list_model.h"

#include "eval_text.h"

#include "ui/models/formatter.h"
#include "ui/models/providers/known_models.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <utility>

namespace ui::models {

EvalTargetListModel::EvalTargetListModel(const Access& access, QObject* parent) : QAbstractTableModel(parent), m_access(access) { refresh(); }

void EvalTargetListModel::refresh()
{
    std::vector<Target> targets;
    const auto& settings = m_access.configuration().settings();
    for (const QString& each : usableModels(m_access)) {
        const std::string name = each.toStdString();
        const std::size_t slash = name.find('/');
        const auto* const provider = settings.provider(name.substr(0, slash));
        if (!provider) continue;
        targets.push_back({name, displayName(m_access.providers().catalog(), *provider), m_access.providers().price(provider->id, name.substr(slash + 1))});
    }
    for (const auto& route : settings.routes) {
        if (!route.enabled) continue;
        for (const auto& match : route.match.models) {
            if (match.kind != gateway::config::TextMatch::Kind::Exact) continue;
            if (std::ranges::none_of(targets, [&](const Target& target) { return target.name == match.text; })) targets.push_back({match.text, {}, {}});
        }
    }
    beginResetModel();
    m_targets = std::move(targets);
    const std::size_t before = m_checked.size();
    std::erase_if(m_checked, [this](const std::string& name) { return std::ranges::none_of(m_targets, [&](const Target& target) { return target.name == name; }); });
    endResetModel();
    if (m_checked.size() != before) Q_EMIT checkedChanged();
}

void EvalTargetListModel::retranslate()
{
    if (!m_targets.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void EvalTargetListModel::toggle(int row)
{
    if (row < 0 || row >= rowCount()) return;
    const std::string& name = m_targets[static_cast<std::size_t>(row)].name;
    if (std::erase(m_checked, name) == 0) m_checked.push_back(name);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT checkedChanged();
}

void EvalTargetListModel::setEstimate(const std::optional<gateway::evaluation::RunEstimate>& estimate)
{
    m_estimate = estimate;
    if (!m_targets.empty()) Q_EMIT dataChanged(index(0, Estimate), index(rowCount() - 1, Estimate));
}

QStringList EvalTargetListModel::names() const
{
    QStringList names;
    for (const Target& target : m_targets) names += QString::fromStdString(target.name);
    return names;
}

bool EvalTargetListModel::isChecked(const Target& target) const { return std::ranges::find(m_checked, target.name) != m_checked.end(); }

int EvalTargetListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_targets.size()); }

int EvalTargetListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString EvalTargetListModel::priceText(const Target& target, const std::optional<double>& rate) const
{
    if (target.provider.isEmpty()) return Formatter::none();
    if (!target.price || !rate) return tr("unpriced");
    if (*rate == 0) return tr("free");
    return Formatter().price(*rate, target.price->terms.currency == gateway::Currency::Cny ? Currency::Cny : Currency::Usd);
}

QString EvalTargetListModel::text(const Target& target, int column) const
{
    switch (column) {
    case Name: return QString::fromStdString(target.name);
    case Provider: return target.provider.isEmpty() ? tr("route") : target.provider;
    case Input: return priceText(target, target.price ? target.price->terms.input : std::nullopt);
    case Output: return priceText(target, target.price ? target.price->terms.output : std::nullopt);
    case Estimate: {
        if (!m_estimate || !isChecked(target)) return Formatter::none();
        const auto found = std::ranges::find(m_estimate->targets, target.name, &gateway::evaluation::ModelCost::model);
        return found == m_estimate->targets.end() ? Formatter::none() : EvalText::estimate(found->low, found->high);
    }
    default: return {};
    }
}

QVariant EvalTargetListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Target& target = m_targets[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(target, column);
    case FixedFontRole: return column == Name;
    case Qt::CheckStateRole: return column == Name ? QVariant(int(isChecked(target) ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case ToneRole: return column >= Input && !target.price ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    case Qt::TextAlignmentRole: return column >= Input ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case IdRole: return QString::fromStdString(target.name);
    default: return {};
    }
}

QVariant EvalTargetListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section >= Input ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Target");
    case Provider: return tr("Provider");
    case Input: return tr("Input / 1 M");
    case Output: return tr("Output / 1 M");
    case Estimate: return tr("Estimate");
    default: return {};
    }
}

} // namespace ui::models
