#include "catalog_list_model.h"

#include "provider_list_model.h"

#include "ui/models/roles.h"
#include "ui/words/sentence_words.h"

#include <algorithm>
#include <cctype>

namespace ui::models {

using gateway::providers::CatalogEntry;
using gateway::providers::Region;

namespace {

constexpr int kNamedModels = 3; ///< more than that are counted

/// Names and ids of the catalogue are ASCII where case matters.
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::size_t findIn(std::string_view text, const std::string& needle)
{
    const auto found = std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                                   [](char a, char b) { return lower(a) == b; });
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

QString qString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

CatalogListModel::CatalogListModel(QObject* parent) : QAbstractTableModel(parent) { }

void CatalogListModel::setCatalog(const CatalogSource& catalog)
{
    m_catalog = catalog;
    rebuild();
}

void CatalogListModel::setSearch(const QString& text)
{
    const QString wanted = text.trimmed();
    if (wanted == m_search) return;
    m_search = wanted;
    rebuild();
}

void CatalogListModel::setRegion(std::optional<Region> region)
{
    if (region == m_region) return;
    m_region = region;
    rebuild();
}

std::optional<CatalogListModel::Row> CatalogListModel::rowFor(const CatalogEntry& entry, const std::string& needle) const
{
    Row row{&entry, 0, {}, 0};
    if (needle.empty()) return row;
    const std::size_t inName = findIn(entry.name, needle);
    const std::size_t inId = findIn(entry.id, needle);
    if (inName == 0 || inId == 0) return row;
    row.rank = 1;
    const auto inAlias = [&](const std::string& alias) { return findIn(alias, needle) != std::string_view::npos; };
    if (inName != std::string_view::npos || inId != std::string_view::npos
        || std::any_of(entry.aliases.begin(), entry.aliases.end(), inAlias)) {
        return row;
    }
    row.rank = 2;
    for (const auto& model : m_catalog.models(entry.id)) {
        if (findIn(model.id, needle) == std::string_view::npos) continue;
        if (row.modelCount++ < kNamedModels) row.models.append(qString(model.id));
    }
    return row.modelCount > 0 ? std::optional(row) : std::nullopt;
}

void CatalogListModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    std::string needle = m_search.toStdString();
    std::transform(needle.begin(), needle.end(), needle.begin(), lower);
    for (const CatalogEntry& entry : m_catalog.entries) {
        if (m_region && entry.region != *m_region) continue;
        if (auto row = rowFor(entry, needle)) m_rows.push_back(*std::move(row));
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) { return a.rank < b.rank; });
    endResetModel();
}

const CatalogEntry& CatalogListModel::entry(int row) const { return *m_rows[static_cast<std::size_t>(row)].entry; }

int CatalogListModel::rowOf(std::string_view id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.entry->id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString CatalogListModel::regionText(Region region)
{
    switch (region) {
    case Region::Global: return tr("Global");
    case Region::China: return tr("China");
    case Region::Aggregator: return tr("Aggregator");
    case Region::Local: return tr("This machine");
    case Region::Custom: return tr("Any address");
    }
    return {};
}

QString CatalogListModel::secondLine(const Row& row) const
{
    if (row.modelCount == 0) return protocolsText(row.entry);
    if (row.modelCount <= kNamedModels) return tr("has %1", "names of models").arg(words::SentenceWords::listed(row.models));
    //: %n models whose names hold the text %1
    return tr("has %n models with “%1”", nullptr, row.modelCount).arg(m_search);
}

int CatalogListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int CatalogListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CatalogListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isName = index.column() == Name;
    switch (role) {
    case Qt::DisplayRole:
    case RawRole: return isName ? qString(row.entry->name) : regionText(row.entry->region);
    case SecondLineRole: return isName ? QVariant(secondLine(row)) : QVariant();
    case StrongRole: return isName ? QVariant(true) : QVariant();
    case ToneRole: return isName ? QVariant() : QVariant(QStringLiteral("text_secondary"));
    case IdRole: return qString(row.entry->id);
    case Qt::AccessibleTextRole:
        return isName ? QVariant(qString(row.entry->name) + QStringLiteral(", ") + secondLine(row)) : QVariant();
    default: return {};
    }
}

QVariant CatalogListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Name ? tr("Provider") : tr("Kind");
}

} // namespace ui::models
