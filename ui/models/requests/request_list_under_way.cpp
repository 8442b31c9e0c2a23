// Rows for requests in progress: at the top of the list, until their records are in the ledger.

#include "request_list_model.h"

#include <algorithm>
#include <chrono>
#include <functional>

namespace ui::models {

using gateway::usage::RequestField;
using gateway::usage::RequestPage;
using gateway::usage::RequestQuery;
using gateway::usage::RequestRow;

namespace {

constexpr int kMoveOn_ms = 1000; // interval for updating durations
constexpr int kMostLooks = 20;
constexpr std::size_t kMostEnded = 50; // that are searched for individually
constexpr std::chrono::seconds kAround{10}; // the start is not known to the millisecond

} // namespace

bool RequestListModel::canShowUnderWay() const { return m_isWatched && !isGrouped() && m_filter.isSpanOnly() && !m_filter.to; }

int RequestListModel::newCount() const { return m_new + (canShowUnderWay() ? m_inFlight.waiting() : 0); }

void RequestListModel::setUnderWay(const std::vector<gateway::usage::InFlight>& exchanges)
{
    m_inFlight.tell(exchanges, m_clock.wallNow());
    if (!m_isWatched) // they are counted when it is watched
        for (const std::string& id : m_inFlight.endedWaiting()) m_inFlight.forget(id);
    if (!m_isWatched) return;
    if (m_isFollowing || (rowCount() == 0 && !m_isLoading)) m_inFlight.admit(); // moves no other rows
    if (!m_inFlight.ended().empty()) noteFinished();
    if (!m_show.isActive() || m_show.interval() != kShowEvery_ms) m_show.start(kShowEvery_ms);
}

void RequestListModel::showUnderWay()
{
    const Rows rows = canShowUnderWay() ? m_inFlight.rows(m_clock.wallNow()) : Rows();
    const auto isAmong = [](const Rows& some, const std::string& id) { return std::ranges::find(some, id, &RequestRow::id) != some.end(); };
    bool isSame = true;
    for (int line = underWayCount() - 1; line >= 0; --line) {
        if (isAmong(rows, m_underWay[static_cast<std::size_t>(line)].id)) continue;
        isSame = false;
        beginRemoveRows({}, line, line);
        m_underWay.erase(m_underWay.begin() + line);
        endRemoveRows();
    }
    for (int line = 0; line < static_cast<int>(rows.size()); ++line) { // each has its own line, in this order
        const RequestRow& row = rows[static_cast<std::size_t>(line)];
        if (isAmong(m_underWay, row.id)) {
            m_underWay[static_cast<std::size_t>(line)] = row;
            continue;
        }
        isSame = false;
        beginInsertRows({}, line, line);
        m_underWay.insert(m_underWay.begin() + line, row);
        endInsertRows();
    }
    if (!m_underWay.empty()) Q_EMIT dataChanged(index(0, 0), index(underWayCount() - 1, ColumnCount - 1));
    if (m_isWatched && !m_underWay.empty()) m_show.start(kMoveOn_ms);
    const int fresh = newCount();
    if (isSame && fresh == m_shownNew) return;
    m_shownNew = fresh;
    Q_EMIT settled();
}

const gateway::usage::InFlight* RequestListModel::underWay(const QString& id) const { return m_inFlight.find(id.toStdString()); }

bool RequestListModel::canCancel(int line) const
{
    return isUnderWay(line) && !m_inFlight.hasEnded(m_underWay[static_cast<std::size_t>(line)].id);
}

/// Ended requests enter the list even without following: they were in it before.
void RequestListModel::lookForEnded()
{
    if (!m_search || !m_isWatched || m_isReplacing) return;
    std::vector<std::string> ids = m_inFlight.ended();
    for (; ids.size() > kMostEnded; ids.pop_back()) m_inFlight.forget(ids.back()); // they will be among the new ones
    for (const std::string& id : ids) {
        const auto row = std::ranges::find(m_underWay, id, &RequestRow::id);
        if (row == m_underWay.end() || m_inFlight.looked(id) > kMostLooks) {
            m_inFlight.forget(id);
            continue;
        }
        const gateway::WallTime begin{gateway::Milliseconds{row->key.startedAt_ms}};
        RequestQuery query;
        query.filter = m_filter;
        query.filter.from = begin - kAround;
        query.filter.to = begin + kAround;
        query.filter.fields = {{RequestField::Id, id}};
        query.limit = 1;
        m_search->find(query, this, [this](const gateway::Result<RequestPage>& page) {
            if (page && !page->rows.empty()) settleEnded(page->rows.front());
        });
    }
    if (!ids.empty()) m_look.start();
}

/// Its line becomes that of its record, and moves to its position in time order.
void RequestListModel::settleEnded(const RequestRow& record)
{
    const auto underWay = std::ranges::find(m_underWay, record.id, &RequestRow::id);
    if (!m_inFlight.forget(record.id) || underWay == m_underWay.end() || m_isReplacing) return;
    const int from = static_cast<int>(underWay - m_underWay.begin());
    const auto place = std::ranges::lower_bound(m_rows, record.key, std::ranges::greater(), &RequestRow::key);
    const int to = underWayCount() + static_cast<int>(place - m_rows.begin());
    const bool isThere = place != m_rows.end() && place->key == record.key;
    const bool isBeyond = (m_hasNewer && place == m_rows.begin()) || (m_next && place == m_rows.end()); // it will be loaded with its neighbours
    const bool stays = !isThere && !isBeyond;
    const bool moves = stays && to > from + 1;
    if (!stays) beginRemoveRows({}, from, from);
    else if (moves) beginMoveRows({}, from, from, {}, to);
    m_underWay.erase(underWay);
    if (stays) m_rows.insert(place, record);
    if (!stays) endRemoveRows();
    else if (moves) endMoveRows();
    if (stays) Q_EMIT dataChanged(index(to - 1, 0), index(to - 1, ColumnCount - 1));
    if (record.key.number > m_newest) m_settled.insert(record.key.number);
    if (static_cast<int>(m_rows.size()) > kMost) trim(false);
    Q_EMIT ended(QString::fromStdString(record.id));
    Q_EMIT settled();
}

/// Their records are in the list.
void RequestListModel::forgetEnded(const Rows& rows)
{
    std::vector<std::string> gone;
    for (const RequestRow& row : rows)
        if (m_inFlight.forget(row.id)) gone.push_back(row.id);
    if (gone.empty()) return;
    showUnderWay();
    for (const std::string& id : gone) Q_EMIT ended(QString::fromStdString(id));
}

} // namespace ui::models
