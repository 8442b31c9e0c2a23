#include "tool_list_model.h"

#include "ui/models/roles.h"

#include <algorithm>

namespace ui::models {

using gateway::clients::ClientCatalog;
using gateway::clients::ClientState;

namespace {

/// Its group in the list; within a group the catalog's order applies.
int rankOf(const Tool& tool)
{
    switch (tool.stage) {
    case ToolStage::NotFound: return 2;
    case ToolStage::Cannot: return tool.state.isInstalled ? 1 : 2;
    case ToolStage::ByHand: return tool.state.isInstalled ? 0 : 1;
    default: return 0;
    }
}

/// The consumer whose requests belong to the tool.
const std::string& consumerOf(const Tool& tool) { return tool.state.consumer.empty() ? tool.entry->consumer : tool.state.consumer; }

} // namespace

ToolListModel::ToolListModel(ConsumerActivity& activity, const gateway::Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_activity(activity), m_clock(clock)
{
    connect(&activity, &ConsumerActivity::changed, this, &ToolListModel::refresh);
}

void ToolListModel::setTools(std::shared_ptr<const ClientCatalog> catalog, std::vector<ClientState> states)
{
    std::vector<Tool> tools;
    for (ClientState& state : states) {
        const auto* entry = catalog ? catalog->find(state.id) : nullptr;
        if (!entry) continue;
        Tool tool;
        tool.entry = entry;
        tool.state = std::move(state);
        tool.use = m_activity.of(consumerOf(tool));
        tool.stage = stageOf(*entry, tool.state, tool.use);
        tools.push_back(std::move(tool));
    }
    std::ranges::stable_sort(tools, {}, rankOf);
    const bool isSameRows = std::ranges::equal(tools, m_tools, {}, &Tool::entry, &Tool::entry);
    if (!isSameRows) beginResetModel();
    m_catalog = std::move(catalog);
    m_tools = std::move(tools);
    if (!isSameRows) endResetModel();
    else refresh();
}

void ToolListModel::refresh()
{
    for (Tool& tool : m_tools) {
        tool.use = m_activity.of(consumerOf(tool));
        tool.stage = stageOf(*tool.entry, tool.state, tool.use);
    }
    if (!m_tools.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ToolListModel::rowOf(const QString& id) const
{
    const auto found = std::ranges::find_if(m_tools, [wanted = id.toStdString()](const Tool& tool) { return tool.entry->id == wanted; });
    return found == m_tools.end() ? -1 : static_cast<int>(found - m_tools.begin());
}

int ToolListModel::usedCount() const
{
    return static_cast<int>(std::ranges::count_if(m_tools, [](const Tool& tool) { return tool.state.isSetUp; }));
}

int ToolListModel::foundCount() const
{
    return static_cast<int>(std::ranges::count_if(m_tools, [](const Tool& tool) {
        return tool.state.isInstalled && !tool.state.isSetUp && tool.stage != ToolStage::Cannot;
    }));
}

int ToolListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_tools.size()); }

int ToolListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ToolListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Tool& shown = tool(index.row());
    const bool isProgram = index.column() == Program;
    switch (role) {
    case Qt::DisplayRole: return isProgram ? QString::fromStdString(shown.entry->name) : ToolText::stage(shown.stage).word;
    case SecondLineRole: return isProgram ? ToolText::secondLine(shown, m_clock.wallNow()) : QVariant();
    case StrongRole: return isProgram;
    case StatusRole: return isProgram ? QVariant() : ToolText::stage(shown.stage).status;
    case SetUpRole: return shown.state.isSetUp;
    case IdRole: return QString::fromStdString(shown.entry->id);
    default: return {};
    }
}

QVariant ToolListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Program ? tr("Client") : tr("Set up", "column: how far it is");
}

} // namespace ui::models
