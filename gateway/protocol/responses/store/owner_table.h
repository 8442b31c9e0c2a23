#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/model_answer.h"

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::responses {

/// What an id names. Each kind has its own share of the table.
enum class OwnedKind { Response, Item, File }; ///< Response: a conversation, too; File: a batch, too

struct OwnedId {
    std::string id;
    OwnedKind kind = OwnedKind::Item;
};

/// Those of a response and of its output, or of an answer that was put together here. Of very many, only the first. Any thread.
std::vector<OwnedId> ownedIdsOf(const Json& response);
std::vector<OwnedId> ownedIdsOf(const ModelAnswer& answer);

/// A line of the table, for whoever has a copy.
struct OwnerChange {
    std::string id;
    OwnedKind kind = OwnedKind::Response;
    std::optional<std::string> owner; ///< empty: the line is gone
};

/// Who made what is kept at providers. Consumers share an account there, so the provider cannot tell them apart. One rule holds
/// for responses, conversations, items, files and batches:
///
/// - It belongs to the caller whose request made it, by the name of its consumer. A conversation belongs to its first user.
///   Callers without a key are "anonymous", which is a name like any other. There are no administrators.
/// - For everybody else it does not exist: 404, and it is left out of lists.
/// - If the owner is unknown (made elsewhere, or no longer in the table), only a caller who shares the account with nobody may
///   use it: one that the provider's `consumers` name alone.
/// - While no consumer has a key, what has no known owner is for everybody who may call. What has one stays closed to others: a key
///   that is taken away opens nothing.
///
/// Holds ids and names only. One thread.
class OwnerTable {
public:
    /// Of each kind; the oldest are dropped first.
    static constexpr std::size_t kMost = 20000;
    /// A longer id is not remembered.
    static constexpr std::size_t kLongestId = 256;
    /// Of one answer. More would take long.
    static constexpr std::size_t kMostAtOnce = 2000;

    /// The rule. `isAlone`: nobody but `caller` uses the account through this gateway.
    bool mayUse(std::string_view id, std::string_view caller, bool isAlone) const;
    /// Empty: it is unknown.
    std::optional<std::string> ownerOf(std::string_view id) const;
    /// Whether anything belongs to somebody else.
    bool hasOthersThan(std::string_view caller) const;
    /// Has no effect if somebody else owns it already.
    void claim(std::string_view id, std::string_view owner, OwnedKind kind);
    /// The first `kMostAtOnce`.
    void claim(const std::vector<OwnedId>& ids, std::string_view owner);
    /// An event of a stream of the Responses API.
    void claimEvent(const AnswerEvent& event, std::string_view owner);

    using Changed = std::function<void(OwnerChange)>;
    /// Gets each change from now on.
    void follow(Changed changed) { m_changed = std::move(changed); }
    /// Adds the lines of a copy, the oldest first.
    void restore(const std::vector<OwnerChange>& lines);

private:
    using Owners = std::map<std::string, std::string, std::less<>>;
    bool insert(std::string_view id, std::string_view owner, OwnedKind kind);

    Owners m_owners; // by id
    std::map<std::string, std::size_t, std::less<>> m_counts; // of ids, by owner
    std::array<std::deque<Owners::iterator>, 3> m_claims; // by kind, the oldest first
    Changed m_changed;
};

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::OwnedKind;
using responses::OwnedId;
using responses::OwnerChange;
using responses::OwnerTable;
using responses::ownedIdsOf;

} // namespace gateway::protocol
