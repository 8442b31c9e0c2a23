#pragma once

#include "client_catalog.h"
#include "setup_state.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::clients {

// What a set-up means for one file: pure. Private to the room.

/// Stands in the place of a key that is made later: as long as one, and plain in every format.
const std::string& keyToCome();

Path filledIn(const Path& path, const Placeholders& values);

/// What has to be done to a file that says `tree`. With no model, fields that name it are left out.
std::vector<Edit> editsFor(const ClientFile& file, const Json& tree, const Placeholders& values);

/// The key that stands in a file that says `tree`; empty: none.
std::string keyIn(const ClientFile& file, const Json& tree, const Placeholders& values);

/// The model that a file with the content `tree` names where a set-up would write one; empty: none.
std::string modelIn(const ClientFile& file, const Json& tree);

/// Whether a field with the address, of those that need no model but `values`', or what is the gateway's as a whole leads to it.
bool pointsTo(const ClientFile& file, const Json& tree, const Placeholders& values);

/// Fields that are not what `record` says was written, as text. Another name of this machine is the same address.
std::vector<std::string> changedFields(const ClientFile& file, const Json& tree, const SetupRecord& record);

/// What a set-up wrote.
struct Written {
    Placeholders values; ///< without the key
    std::string keySha256;
    std::string otherBase; ///< where the gateway is by now; may be empty: not known
    std::optional<std::string> text = {}; ///< of the whole file; none: not known any more
};

struct TakenBack {
    std::string text;
    std::vector<std::string> kept; ///< what somebody has changed since and stays so, as `pathText`
    std::vector<std::string> lost; ///< likewise, and goes with what is the gateway's as a whole
    std::vector<std::string> elsewhere; ///< of `kept`, what was the gateway's as a whole and has an address that leads elsewhere
};

/// `bytes` without what a set-up put there and nobody has changed since: what `before` had in its place stands there again,
/// also for what is gone. What is the gateway's as a whole goes as a whole, unless its address leads elsewhere by now.
/// No `before`: the file was not there. Errors: as `editText`.
Result<TakenBack> takenBack(const ClientFile& file, const std::string& bytes, const std::optional<std::string>& before, const Written& written);

/// `bytes` of a file that leads here, though no set-up is known, without what does: addresses, keys for the gateway, what is
/// its as a whole and what names that. All else is the user's. Errors: as `editText`.
Result<std::string> ledAway(const ClientFile& file, const std::string& bytes, const Placeholders& values);

/// What a set-up replaces or removes where a key stands: not to be shown.
std::vector<std::string> secretsIn(const ClientFile& file, const Json& tree, const Placeholders& values);

} // namespace gateway::clients
