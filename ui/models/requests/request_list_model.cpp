#include "request_list_model.h"

#include "request_groups.h"

#include "ui/models/client_name.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/words/sentence_words.h"

#include <algorithm>
#include <chrono>

namespace ui::models {

using gateway::usage::RequestCount;
using gateway::usage::RequestKey;
using gateway::usage::RequestPage;
using gateway::usage::RequestQuery;
using gateway::usage::RequestRow;
using Line = RequestGroups::Line;

namespace {

constexpr int kLookAfter_ms = 300; // the ledger writes ended requests in batches

} // namespace

struct RequestLines {
    std::vector<Line> lines;
};

RequestListModel::RequestListModel(RequestText::NameOf nameOf, const gateway::Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_nameOf(std::move(nameOf)), m_clock(clock), m_lines(std::make_unique<RequestLines>())
{
    m_look.setSingleShot(true);
    m_look.setInterval(kLookAfter_ms);
    connect(&m_look, &QTimer::timeout, this, [this] {
        lookForEnded(); // first, so that they do not count as new
        if (m_isFollowing) showNew();
        else countNew();
    });
    m_show.setSingleShot(true);
    connect(&m_show, &QTimer::timeout, this, &RequestListModel::showUnderWay);
}

RequestListModel::~RequestListModel() = default;

void RequestListModel::setSearch(gateway::usage::RequestSearch* search)
{
    if (m_search == search) return;
    m_search = search;
    reload();
}

void RequestListModel::setFilter(const gateway::usage::RequestFilter& filter)
{
    if (filter == m_filter && !m_isStale) return;
    m_filter = filter;
    reload();
}

void RequestListModel::setWatched(bool watched)
{
    m_isWatched = watched;
    if (!watched) {
        m_look.stop();
        m_show.stop();
    }
    if (!watched) return;
    m_inFlight.admit();
    if (m_isStale) reload();
    else countNew();
    if (!m_inFlight.ended().empty()) noteFinished();
    showUnderWay();
}

void RequestListModel::setFollowing(bool following)
{
    m_isFollowing = following;
    if (following && m_isWatched) showNew();
}

void RequestListModel::reload()
{
    if (m_search) m_search->forget();
    m_isAsked = false;
    m_isStale = !m_isWatched || !m_search;
    m_isLoading = !m_isStale;
    m_next.reset();
    m_wanted = kPage;
    if (m_isStale) return;
    m_isReplacing = true;
    m_newest = 0;
    m_new = 0;
    m_settled.clear();
    m_inFlight.admit();
    showUnderWay();
    ask();
    Q_EMIT settled();
}

// A query has a time limit and may find nothing: then it continues where it ended.
void RequestListModel::ask()
{
    RequestQuery query;
    query.filter = m_filter;
    query.after = m_next.value_or(RequestKey::last());
    query.limit = kPage;
    m_search->find(query, this, [this](const gateway::Result<RequestPage>& page) {
        if (page) take(*page);
        else fail(page.error());
    });
}

void RequestListModel::take(const RequestPage& page)
{
    m_problem.clear();
    if (m_newest == 0) m_newest = page.newest; // requests that end during the search are new
    m_next = page.next;
    if (m_isReplacing && (!page.rows.empty() || !page.next)) replace(page.rows);
    else if (!m_isReplacing) append(page.rows);
    const std::size_t found = m_isReplacing ? 0 : page.rows.size();
    m_wanted -= std::min(m_wanted, found);
    m_isLoading = m_next && m_wanted > 0;
    if (m_isLoading) ask();
    Q_EMIT settled();
}

void RequestListModel::fail(const gateway::Error& error)
{
    m_isLoading = false;
    m_isReplacing = false;
    m_problem = words::SentenceWords::of(error);
    m_next.reset();
    if (!m_rows.empty()) replace({});
    Q_EMIT settled();
}

std::optional<gateway::WallTime> RequestListModel::lookedBackTo() const
{
    return m_next ? std::optional(gateway::WallTime{gateway::Milliseconds{m_next->startedAt_ms}}) : std::nullopt;
}

void RequestListModel::replace(const Rows& rows)
{
    m_isReplacing = false;
    m_hasNewer = false;
    beginResetModel();
    m_rows.assign(rows.begin(), rows.end());
    regroup();
    endResetModel();
    forgetEnded(rows);
}

void RequestListModel::append(const Rows& rows)
{
    if (rows.empty()) return;
    if (isGrouped()) {
        beginResetModel();
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
        regroup();
        endResetModel();
    } else {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
        endInsertRows();
    }
    trim(true);
}

void RequestListModel::prepend(const Rows& rows)
{
    if (rows.empty()) return;
    if (isGrouped()) beginResetModel();
    else beginInsertRows({}, underWayCount(), underWayCount() + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.begin(), rows.begin(), rows.end());
    regroup();
    if (isGrouped()) endResetModel();
    else endInsertRows();
    trim(false);
}

void RequestListModel::trim(bool atFront)
{
    const int size = static_cast<int>(m_rows.size());
    if (size <= kMost) return;
    const int more = size - kMost;
    const int first = atFront ? 0 : kMost;
    if (isGrouped()) beginResetModel();
    else beginRemoveRows({}, underWayCount() + first, underWayCount() + first + more - 1);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + more);
    regroup();
    if (isGrouped()) endResetModel();
    else endRemoveRows();
    if (atFront) m_hasNewer = true;
    else m_next = m_rows.back().key;
}

// Inserts new rows at their positions; existing ones stay.
void RequestListModel::merge(const Rows& rows)
{
    if (isGrouped()) beginResetModel();
    for (const RequestRow& row : rows) {
        const auto place = std::lower_bound(m_rows.begin(), m_rows.end(), row, [](const RequestRow& a, const RequestRow& b) { return a.key > b.key; });
        if (place != m_rows.end() && place->key == row.key) continue;
        const int at = underWayCount() + static_cast<int>(place - m_rows.begin());
        if (!isGrouped()) beginInsertRows({}, at, at);
        m_rows.insert(place, row);
        if (!isGrouped()) endInsertRows();
    }
    regroup();
    if (isGrouped()) endResetModel();
    if (static_cast<int>(m_rows.size()) > kMost) trim(false);
    forgetEnded(rows);
}

void RequestListModel::noteFinished()
{
    if (m_isWatched && m_search && !m_look.isActive()) m_look.start();
}

void RequestListModel::countNew()
{
    if (!m_search || !m_isWatched || m_isReplacing) return;
    m_search->count(m_filter, m_newest, kMostCounted, this, [this, ended = m_inFlight.endedWaiting()](const gateway::Result<RequestCount>& count) {
        if (!count) return;
        const int before = newCount();
        for (const std::string& id : ended) m_inFlight.forget(id); // they are counted now
        m_new = std::max(0, static_cast<int>(count->count) - static_cast<int>(m_settled.size()));
        if (newCount() != before) Q_EMIT settled();
    });
}

void RequestListModel::showNew()
{
    m_inFlight.admit();
    showUnderWay();
    if (!m_search || m_isReplacing || m_isAsked) return;
    if (m_hasNewer || m_rows.empty()) return reload();
    m_isAsked = true;
    RequestQuery query;
    query.filter = m_filter;
    query.limit = kPage;
    m_search->find(query, this, [this](const gateway::Result<RequestPage>& page) {
        m_isAsked = false;
        if (!page) return fail(page.error());
        const bool areAllNew = page->next && std::none_of(page->rows.begin(), page->rows.end(), [this](const RequestRow& row) { return row.key <= m_rows.front().key; });
        if (areAllNew || page->rows.empty()) return reload(); // there is a gap between them and the others
        m_newest = page->newest;
        m_new = 0;
        m_settled.clear();
        merge(page->rows);
        Q_EMIT merged();
        Q_EMIT settled();
    });
}

void RequestListModel::fetchNewer()
{
    if (!m_search || !m_hasNewer || m_isAsked || m_isReplacing || m_rows.empty()) return;
    m_isAsked = true;
    RequestQuery query;
    query.filter = m_filter;
    query.after = m_rows.front().key;
    query.isNewer = true;
    query.limit = kPage;
    m_search->find(query, this, [this](const gateway::Result<RequestPage>& page) {
        m_isAsked = false;
        if (!page) return fail(page.error());
        m_hasNewer = page->next.has_value();
        prepend(page->rows);
        Q_EMIT settled();
    });
}

bool RequestListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_next && !m_isLoading && m_search;
}

void RequestListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) return;
    m_isLoading = true;
    m_wanted = kPage;
    ask();
    Q_EMIT settled();
}

void RequestListModel::setGrouping(Grouping grouping)
{
    if (grouping == m_grouping) return;
    beginResetModel();
    m_grouping = grouping;
    m_underWay.clear(); // groups do not contain them
    regroup();
    endResetModel();
    showUnderWay();
    Q_EMIT settled();
}

void RequestListModel::regroup()
{
    m_lines->lines.clear();
    if (!isGrouped()) return;
    const bool byTrace = m_grouping == Grouping::Trace;
    m_lines->lines = RequestGroups::lines(m_rows, [byTrace](const RequestRow& row) -> const std::string& { return byTrace ? row.trace : row.session; });
}

int RequestListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : underWayCount() + static_cast<int>(isGrouped() ? m_lines->lines.size() : m_rows.size());
}

int RequestListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

const RequestRow* RequestListModel::request(int line) const
{
    if (line < 0 || line >= rowCount()) return nullptr;
    if (isUnderWay(line)) return &m_underWay[static_cast<std::size_t>(line)];
    const int row = isGrouped() ? m_lines->lines[static_cast<std::size_t>(line)].rows.front() : line - underWayCount();
    return &m_rows[static_cast<std::size_t>(row)];
}

bool RequestListModel::isHead(int line) const
{
    return isGrouped() && line >= 0 && line < rowCount() && m_lines->lines[static_cast<std::size_t>(line)].kind == Line::Kind::Head;
}

int RequestListModel::lineOf(const QString& id) const
{
    const std::string wanted = id.toStdString();
    for (int line = 0; line < rowCount(); ++line) {
        if (!isHead(line) && request(line)->id == wanted) return line;
    }
    return -1;
}

QString RequestListModel::headText(int line, int column) const
{
    const auto& rows = m_lines->lines[static_cast<std::size_t>(line)].rows;
    const Formatter format;
    switch (column) {
    case Asked: return tr("%Ln request(s)", "of one conversation", static_cast<int>(rows.size()));
    case ServedBy: { // the models used by a task, in the order of their first use
        QStringList chain;
        for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
            const QString model = QString::fromStdString(m_rows[static_cast<std::size_t>(*row)].model);
            if (!model.isEmpty() && !chain.contains(model)) chain += model;
        }
        return chain.isEmpty() ? Formatter::none() : chain.join(QStringLiteral(" → "));
    }
    case Tokens: {
        std::int64_t sum = 0;
        for (const int row : rows) sum += m_rows[static_cast<std::size_t>(row)].tokens.value_or(0);
        return format.cellTokens(sum);
    }
    case Cost: {
        std::vector<const RequestRow*> all;
        all.reserve(static_cast<std::size_t>(rows.size()));
        for (const int row : rows) all.push_back(&m_rows[static_cast<std::size_t>(row)]);
        return RequestText::cost(all);
    }
    case Time: return RequestText::time(*request(line), Formatter::local(m_clock.wallNow()).date());
    case Client: return RequestText::client(*request(line));
    default: return {};
    }
}

QString RequestListModel::underWayText(const RequestRow& row, int column) const
{
    switch (column) {
    case ServedBy: return row.provider.empty() ? tr("selecting a provider") : RequestText::servedBy(row, m_nameOf);
    case Result: return row.firstToken.count() < 0 ? tr("waiting") : tr("streaming");
    case Tokens:
    case Cost: return Formatter::none();
    default: return {};
    }
}

QString RequestListModel::text(int line, int column) const
{
    if (isHead(line)) return headText(line, column);
    const RequestRow& row = *request(line);
    if (isUnderWay(line)) {
        if (QString words = underWayText(row, column); !words.isEmpty()) return words;
    }
    const Formatter format;
    switch (column) {
    case Time: {
        const QString time = RequestText::time(row, Formatter::local(m_clock.wallNow()).date());
        const bool isMember = isGrouped() && m_lines->lines[static_cast<std::size_t>(line)].kind == Line::Kind::Member;
        return isMember ? QStringLiteral("    ") + time : time;
    }
    case Client: return RequestText::client(row);
    case Asked: return row.askedModel.empty() ? Formatter::none() : QString::fromStdString(row.askedModel);
    case ServedBy: return RequestText::servedBy(row, m_nameOf);
    case Tries: return format.exact(row.attempts);
    case Result: return RequestText::result(row);
    case FirstToken: return format.latency(row.firstToken);
    case Duration: return format.duration(row.duration);
    case Tokens: return RequestText::tokens(row);
    case Cost: return RequestText::cost(row);
    default: return {};
    }
}

QVariant RequestListModel::raw(int line, int column) const
{
    const RequestRow& row = *request(line);
    if (isHead(line)) return headText(line, column);
    switch (column) {
    case Time: return Formatter::local(gateway::WallTime{gateway::Milliseconds{row.key.startedAt_ms}}).toString(Qt::ISODateWithMs);
    case FirstToken: return row.firstToken.count() < 0 ? QVariant() : QVariant(qlonglong{row.firstToken.count()});
    case Duration: return qlonglong{row.duration.count()};
    case Tokens: return row.tokens ? QVariant(qlonglong{*row.tokens}) : QVariant();
    case Cost: return row.cost ? QVariant(QString::fromStdString(gateway::decimalText(row.cost->pico))) : QVariant();
    default: return text(line, column);
    }
}

QVariant RequestListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int line = index.row();
    const int column = index.column();
    const RequestRow& row = *request(line);
    switch (role) {
    case Qt::DisplayRole: return text(line, column);
    case StatusRole:
        if (column != Result || isHead(line)) return {};
        return isUnderWay(line) ? QStringLiteral("busy") : RequestText::status(row);
    case FixedFontRole: return column == Asked && !isHead(line);
    case StrongRole: return isHead(line);
    case RawRole: return raw(line, column);
    case IdRole: return QString::fromStdString(row.id);
    case ToneRole: {
        const bool isUnknown = (column == Cost && !row.cost) || (column == Tokens && !row.tokens);
        return isUnknown && !isHead(line) ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    }
    case Qt::ToolTipRole:
        if (column == Time) return Formatter().dateTime(Formatter::local(gateway::WallTime{gateway::Milliseconds{row.key.startedAt_ms}}));
        if (column == Tokens && row.tokens && !isHead(line)) return RequestText::exactTokens(*row.tokens, row.areTokensEstimated);
        if (column == Client) return ClientName::details(Caller(row));
        return {};
    case Qt::TextAlignmentRole: return headerData(column, Qt::Horizontal, role);
    default: return {};
    }
}

QVariant RequestListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Tries || section >= FirstToken;
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Time: return tr("Time");
    case Client: return tr("Client");
    case Asked: return tr("Requested");
    case ServedBy: return tr("Served by");
    case Tries: return tr("Attempts");
    case Result: return tr("Result");
    case FirstToken: return tr("First token");
    case Duration: return tr("Duration");
    case Tokens: return tr("Tokens");
    case Cost: return tr("Cost");
    default: return {};
    }
}

} // namespace ui::models
