#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/live.h"
#include "gateway/usage/search/request_row.h"

#include <string>
#include <utility>
#include <vector>

namespace ui::models {

/// Which requests under way a list shows and which wait to be shown; one that has ended stays until its record is in the list.
class UnderWayRequests {
public:
    /// Those that are under way now; what is not among them any more has ended.
    void tell(const std::vector<gateway::usage::InFlight>& exchanges, gateway::WallTime now);
    /// All that wait are shown from now on.
    void admit();
    /// Those that are shown, the newest first, as they are at `now`.
    std::vector<gateway::usage::RequestRow> rows(gateway::WallTime now) const;
    /// How many wait.
    int waiting() const;
    bool isAny() const { return !m_all.empty(); }

    /// Those that are shown and have ended; those that wait likewise.
    std::vector<std::string> ended() const;
    std::vector<std::string> endedWaiting() const;
    /// Its record is in the list, or is counted there, or it is given up. False: it was not here.
    bool forget(const std::string& id);
    /// As it was told last; null: it is not here, or waits.
    const gateway::usage::InFlight* find(const std::string& id) const;
    bool hasEnded(const std::string& id) const;
    /// Counts how often its record was looked for.
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
