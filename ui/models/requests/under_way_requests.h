#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/live.h"
#include "gateway/usage/search/request_row.h"

#include <string>
#include <utility>
#include <vector>

namespace ui::models {

/// Which requests in progress a list shows, and which wait to be shown; one that has ended stays until its record is in
/// the list.
class UnderWayRequests {
public:
    /// Sets the current requests in progress; those missing from it have ended.
    void tell(const std::vector<gateway::usage::InFlight>& exchanges, gateway::WallTime now);
    /// Shows all waiting requests.
    void admit();
    /// The shown requests at `now`, newest first.
    std::vector<gateway::usage::RequestRow> rows(gateway::WallTime now) const;
    /// Number of waiting requests.
    int waiting() const;
    bool isAny() const { return !m_all.empty(); }

    /// Requests, shown or waiting, that have ended.
    std::vector<std::string> ended() const;
    std::vector<std::string> endedWaiting() const;
    /// Removes a request whose record is in the list, or is counted there, or is given up. False: unknown id.
    bool forget(const std::string& id);
    /// Its last data; null: unknown, or waiting.
    const gateway::usage::InFlight* find(const std::string& id) const;
    bool hasEnded(const std::string& id) const;
    /// Counts how often its record was searched for.
    int looked(const std::string& id);

private:
    struct One {
        gateway::usage::InFlight told;
        gateway::WallTime begin{};
        gateway::WallTime reportedAt{};
        bool isShown = false;
        bool hasEnded = false;
        int looks = 0;
    };
    const One* one(const std::string& id) const;
    One* one(const std::string& id) { return const_cast<One*>(std::as_const(*this).one(id)); }

    std::vector<One> m_all;
};

} // namespace ui::models
