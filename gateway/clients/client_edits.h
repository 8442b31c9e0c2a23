#pragma once

#include "client_catalog.h"
#include "setup_state.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::clients {

// What a set-up changes in a file: pure. Private to the room.

/// Placeholder for a key that is created later: of the same length, and needs no quoting in any format.
const std::string& keyToCome();

Path filledIn(const Path& path, const Placeholders& values);

/// The edits for a file with the content `tree`. Without a model, fields that name it are left out.
std::vector<Edit> editsFor(const ClientFile& file, const Json& tree, const Placeholders& values);

/// The key in a file with the content `tree`; empty: none.
std::string keyIn(const ClientFile& file, const Json& tree, const Placeholders& values);

/// The model in a file with the content `tree`, where a set-up would write one; empty: none.
std::string modelIn(const ClientFile& file, const Json& tree);

/// Whether the file leads to the gateway: by an address field that needs no other model than that in `values`, or by an
/// entry that belongs entirely to the gateway.
bool pointsTo(const ClientFile& file, const Json& tree, const Placeholders& values);

/// Fields that differ from what `record` says was written, as text. Another name of this machine is the same address.
std::vector<std::string> changedFields(const ClientFile& file, const Json& tree, const SetupRecord& record);

/// What a set-up wrote.
struct Written {
    Placeholders values; ///< without the key
    std::string keySha256;
    std::string otherBase; ///< current address of the gateway, if it has changed; may be empty: unknown
    std::optional<std::string> text = {}; ///< of the whole file; empty: no longer known
};

struct TakenBack {
    std::string text;
    std::vector<std::string> kept; ///< changed by somebody since, and left as they are, in `pathText` format
    std::vector<std::string> lost; ///< changed as well, but removed as part of an entry that belongs entirely to the gateway
    std::vector<std::string> elsewhere; ///< those of `kept` that belonged entirely to the gateway and whose address now leads elsewhere
};

/// `bytes` without what a set-up wrote and nobody has changed since: the values in `before` are restored, also if they
/// were removed. Entries that belong entirely to the gateway are removed as a whole, unless their address leads
/// elsewhere now. No `before`: the file did not exist. Errors: see `editText`.
Result<TakenBack> takenBack(const ClientFile& file, const std::string& bytes, const std::optional<std::string>& before, const Written& written);

/// `bytes` of a file that leads to the gateway without a known set-up, with that removed: addresses, keys for the
/// gateway, entries that belong entirely to it and references to them. Everything else is the user's. Errors: see
/// `editText`.
Result<std::string> ledAway(const ClientFile& file, const std::string& bytes, const Placeholders& values);

/// Values that a set-up replaces or removes in place of keys: not to be shown.
std::vector<std::string> secretsIn(const ClientFile& file, const Json& tree, const Placeholders& values);

} // namespace gateway::clients
