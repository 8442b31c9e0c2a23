#pragma once

#include "gateway/clients/formats/edit.h"

#include <string>
#include <vector>

namespace gateway::clients {

// What people are shown of a client's file. Pure; private to the room.

/// How `before` becomes `after`, with the lines of `shownBefore` and `shownAfter`, of which there are as many, in the place of
/// theirs; where there are not, how the one that is shown becomes the other.
std::string diffShownAs(const std::string& before, const std::string& after, const std::string& shownBefore, const std::string& shownAfter);

/// The change of a file, line for line but for its line ends, with "***" in the place of keys: of `secrets`, of each text under a name of a key, of
/// what is assigned to such a name within a text or a comment, of passwords in addresses, and of all that looks like a key.
/// `model`: the name of one, which is no key whatever it is called; may be empty.
/// What only refers to one, such as "${{ secrets.X }}", stays. What terminals and viewers obey is written as escapes.
std::string shownDiff(Format format, const std::string& before, const std::string& after, const std::vector<std::string>& secrets, const std::string& model = {});

} // namespace gateway::clients
