#pragma once

#include "gateway/clients/formats/edit.h"
#include "gateway/core/text/line_diff.h"

#include <string>
#include <vector>

namespace gateway::clients {

// Displayed changes of client files. Pure; private to the room.

/// The diff from `before` to `after`, displayed with the lines of `shownBefore` and `shownAfter`; if their number of
/// lines differs from the originals, the diff between the displayed texts.
std::vector<DiffHunk> diffShownAs(const std::string& before, const std::string& after, const std::string& shownBefore, const std::string& shownAfter);

/// The change of a file, line by line without differences in line ends, with "***" in place of keys: `secrets`, each
/// string under the name of a key, values assigned to such a name within a string or a comment, passwords in addresses,
/// and everything that looks like a key. `model`: a model name, which is never masked; may be empty. References such as
/// "${{ secrets.X }}" stay. Characters that terminals and viewers interpret are escaped.
std::vector<DiffHunk> shownDiff(Format format, const std::string& before, const std::string& after, const std::vector<std::string>& secrets, const std::string& model = {});

} // namespace gateway::clients
