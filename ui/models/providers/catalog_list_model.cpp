#include "catalog_list_model.h"

#include "provider_draft.h"
#include "provider_list_model.h"

#include "ui/models/roles.h"
#include "ui/words/sentence_words.h"

#include <QRegularExpression>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace ui::models {

using gateway::providers::CatalogEntry;
using gateway::providers::Region;

namespace {

constexpr int kNamedModels = 3; ///< more than that are counted

/// Normalised for comparison: "openai compatible" finds "OpenAI-compatible", "gpt 4o" finds gpt-4o. Names and ids of
/// the catalog are ASCII where case matters.
std::string plain(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        if (c != ' ' && c != '-' && c != '_') result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return result;
}

bool holdsAll(const std::string& text, const std::vector<std::string>& words)
{
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

bool beginsWith(const std::string& text, const std::string& beginning) { return text.compare(0, beginning.size(), beginning) == 0; }

/// What people type for a server of their own, beside the name of its region in their language.
constexpr const char* kLocalWords = "local localhost thismachine selfhosted onpremise 本地 本机 自建";
constexpr const char* kCustomWords = "custom anyaddress other selfhosted url baseurl 自定义 任意地址 其他";

/// The host of a base URL, which may hold ${name}.
std::string hostIn(const std::string& url)
{
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    return plain(std::string_view(url).substr(begin, url.find_first_of(":/", begin) - begin));
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

QString CatalogListModel::searchedAddress() const
{
    static const QRegularExpression address(QStringLiteral("^(https?://\\S+|(localhost|\\[[0-9a-f:]+\\]|[\\w-]+(\\.[\\w-]+)*):\\d{1,5}(/\\S*)?|[\\w-]+(\\.[\\w-]+)+/\\S*)$"),
        QRegularExpression::CaseInsensitiveOption);
    if (!address.match(m_search).hasMatch()) return {};
    return QString::fromStdString(withScheme(m_search.toStdString()));
}

std::optional<CatalogListModel::Row> CatalogListModel::rowFor(const CatalogEntry& entry, const std::vector<std::string>& words, const std::optional<std::string>& searchedHost) const
{
    Row row{&entry, 0, {}, 0, 0};
    if (words.empty()) return row;
    if (searchedHost) {
        row.rank = entry.region == Region::Custom ? 1 : 0;
        const bool isItsHost = std::any_of(entry.endpoints.begin(), entry.endpoints.end(), [&](const auto& endpoint) { return hostIn(endpoint.baseUrl) == *searchedHost; });
        // A server at an address of this machine is as likely another one than the one that usually has that port.
        return entry.region == Region::Custom || (isItsHost && entry.region != Region::Local) ? std::optional(row) : std::nullopt;
    }
    std::string names = plain(entry.name);
    if (!entry.chineseName.empty()) names += '\n' + plain(entry.chineseName);
    const std::string id = plain(entry.id);
    const std::string joined = std::accumulate(words.begin(), words.end(), std::string());
    if (beginsWith(names, joined) || beginsWith(id, joined)) return row;
    row.rank = 1;
    names += '\n' + id;
    for (const std::string& alias : entry.aliases) names += '\n' + plain(alias);
    if (entry.region == Region::Local) names += '\n' + plain(regionText(entry.region).toStdString()) + kLocalWords;
    if (entry.region == Region::Custom) names += '\n' + plain(regionText(entry.region).toStdString()) + kCustomWords;
    if (holdsAll(names, words)) return row;
    row.rank = 2;
    const auto models = m_catalog.models(entry.id);
    for (const auto& model : models) {
        if (!holdsAll(plain(model.id), words)) continue;
        if (row.modelCount++ < kNamedModels) row.models.append(qString(model.id));
    }
    if (row.modelCount == 0) return std::nullopt;
    // Who has little else is its vendor: "claude" means Anthropic before all that resell it.
    constexpr int kReseller = 1000;
    row.others = (entry.region == Region::Aggregator ? kReseller : 0) + static_cast<int>(models.size() - static_cast<std::size_t>(row.modelCount)) * 100 / static_cast<int>(models.size());
    return row;
}

void CatalogListModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    std::vector<std::string> words;
    for (const QString& part : m_search.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (std::string word = plain(part.toStdString()); !word.empty()) words.push_back(std::move(word));
    }
    const QString address = searchedAddress();
    const auto searchedHost = address.isEmpty() ? std::nullopt : std::optional(hostIn(address.toStdString()));
    for (const CatalogEntry& entry : m_catalog.entries) {
        if (auto row = rowFor(entry, words, searchedHost)) m_rows.push_back(*std::move(row));
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row& a, const Row& b) { return std::pair(a.rank, a.others) < std::pair(b.rank, b.others); });
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
    //: %Ln models whose names hold the text %1
    return tr("has %Ln models with “%1”", nullptr, row.modelCount).arg(m_search);
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
    case RawRole: return isName ? displayName(*row.entry) : regionText(row.entry->region);
    case SecondLineRole: return isName ? QVariant(secondLine(row)) : QVariant();
    case StrongRole: return isName ? QVariant(true) : QVariant();
    case ToneRole: return isName ? QVariant() : QVariant(QStringLiteral("text_secondary"));
    case IdRole: return qString(row.entry->id);
    case Qt::AccessibleTextRole:
        return isName ? QVariant(displayName(*row.entry) + QStringLiteral(", ") + secondLine(row)) : QVariant();
    default: return {};
    }
}

QVariant CatalogListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Name ? tr("Provider") : tr("Kind");
}

} // namespace ui::models
