#pragma once

#include "gateway/usage/search/request_row.h"

#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace ui::models {

/// The lines of a list whose requests are grouped by a common text, such as their conversation. A request that shares
/// it with no other has its own line. Private to the room.
class RequestGroups {
public:
    struct Line {
        enum class Kind { Single, Head, Member };
        Kind kind = Kind::Single;
        std::vector<int> rows; ///< one row, or all rows of the group at its head; newest first
    };
    using KeyOf = std::function<const std::string&(const gateway::usage::RequestRow&)>;

    /// `rows` must be newest first; a group is placed at its newest request.
    static std::vector<Line> lines(const std::deque<gateway::usage::RequestRow>& rows, const KeyOf& keyOf);
};

} // namespace ui::models
