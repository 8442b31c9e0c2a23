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

/// The kind of object that an id names. Each kind has its own share of the table.
enum class OwnedKind { Response, Item, File }; ///< Response: also a conversation; File: also a batch

struct OwnedId {
    std::string id;
    OwnedKind kind = OwnedKind::Item;
};

/// The ids of a response and its output, or of an answer assembled here. Of very many, only the first. Any thread.
std::vector<OwnedId> ownedIdsOf(const Json& response);
std::vector<OwnedId> ownedIdsOf(const ModelAnswer& answer);

/// A row of the table, for whoever keeps a copy.
struct OwnerChange {
    std::string id;
    OwnedKind kind = OwnedKind::Response;
    std::optional<std::string> owner; ///< empty: the row was removed
};

/// Who created objects that providers store. Consumers share a provider account, so the provider cannot distinguish
/// them. One rule holds for responses, conversations, items, files and batches:
///
/// - An object belongs to the caller whose request created it, by consumer name. A conversation belongs to its first
///   user. Callers without a key are "anonymous", which is a name like any other. There are no administrators.
/// - For everybody else it does not exist: 404, and it is omitted from lists.
/// - If the owner is unknown (created elsewhere, or no longer in the table), only a caller who shares the account with
///   nobody may use it, that is, the only one in the provider's `consumers`.
/// - While no consumer has a key, everybody who may send requests may use objects without a known owner. An object with
///   an owner stays closed to others: removing a key opens nothing.
///
/// Holds ids and names only. One thread.
class OwnerTable {
public:
    /// For each kind; the oldest are dropped first.
    static constexpr std::size_t kMost = 20000;
    /// Longer ids are not remembered.
    static constexpr std::size_t kLongestId = 256;
    /// Ids of one answer; more would take too long.
    static constexpr std::size_t kMostAtOnce = 2000;

    /// Applies the rule. `isAlone`: only `caller` uses the account through this gateway.
    bool mayUse(std::string_view id, std::string_view caller, bool isAlone) const;
    /// Empty if unknown.
    std::optional<std::string> ownerOf(std::string_view id) const;
    /// Whether anything belongs to somebody else.
    bool hasOthersThan(std::string_view caller) const;
    /// Does nothing if somebody else owns it already.
    void claim(std::string_view id, std::string_view owner, OwnedKind kind);
    /// Claims the first `kMostAtOnce`.
    void claim(const std::vector<OwnedId>& ids, std::string_view owner);
    /// Claims the ids in an event of a Responses stream.
    void claimEvent(const AnswerEvent& event, std::string_view owner);

    using Changed = std::function<void(OwnerChange)>;
    /// Receives each change from now on.
    void follow(Changed changed) { m_changed = std::move(changed); }
    /// Adds the rows of a copy, the oldest first.
    void restore(const std::vector<OwnerChange>& lines);

private:
    using Owners = std::map<std::string, std::string, std::less<>>;
    bool insert(std::string_view id, std::string_view owner, OwnedKind kind);

    Owners m_owners; // by id
    std::map<std::string, std::size_t, std::less<>> m_counts; // number of ids by owner
    std::array<std::deque<Owners::iterator>, 3> m_claims; // by kind, oldest first
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
