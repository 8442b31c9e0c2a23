#include "request_groups.h"

#include <unordered_map>

namespace ui::models {

std::vector<RequestGroups::Line> RequestGroups::lines(const std::deque<gateway::usage::RequestRow>& rows, const KeyOf& keyOf)
{
    std::unordered_map<std::string, std::vector<int>> members;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (const std::string& key = keyOf(rows[i]); !key.empty()) members[key].push_back(static_cast<int>(i));
    }
    std::vector<Line> lines;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto group = members.find(keyOf(rows[i]));
        const int row = static_cast<int>(i);
        if (group == members.end() || group->second.size() == 1) {
            lines.push_back({Line::Kind::Single, {row}});
            continue;
        }
        if (group->second.front() != row) continue; // already listed below its head
        lines.push_back({Line::Kind::Head, group->second});
        for (const int member : group->second) lines.push_back({Line::Kind::Member, {member}});
    }
    return lines;
}

} // namespace ui::models
