#pragma once

#include "gateway/usage/search/request_row.h"

#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace ui::models {

/// The lines of a list whose requests are brought together by a text that they share, such as
/// their conversation. Requests that share it with no other stand by themselves. Private to the room.
class RequestGroups {
public:
    struct Line {
        enum class Kind { Single, Head, Member };
        Kind kind = Kind::Single;
        std::vector<int> rows; ///< one, or all of the group at its head; the newest first
    };
    using KeyOf = std::function<const std::string&(const gateway::usage::RequestRow&)>;

    /// `rows` are the newest first; a group stands where its newest does.
    static std::vector<Line> lines(const std::deque<gateway::usage::RequestRow>& rows, const KeyOf& keyOf);
};

} // namespace ui::models
