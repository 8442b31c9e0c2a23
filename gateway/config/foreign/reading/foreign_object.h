#pragma once

#include "findings.h"
#include "guarded_route.h"

#include "gateway/config/repair.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/json/json.h"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config::foreign {

/// Collects the results of an import besides the settings.
class ImportLog {
public:
    void note(std::string path, std::string what, std::string remedy = {});
    void note(Note note);
    /// Reports something unreadable or invalid.
    void error(const std::string& path, const std::string& message);
    /// The first error; empty: none.
    const std::string& firstError() const { return m_firstError; }
    /// The number of unsettled errors: a mark for `settle()`.
    std::size_t errors() const { return m_errors.size(); }
    /// Turns the errors since `mark` into notes that say what happened to their object. Returns whether there were any.
    bool settle(std::size_t mark, const std::string& remedy);
    /// The same if they are the reason why `entry` is disabled.
    bool settle(std::size_t mark, const std::string& remedy, const EntryName& entry);
    /// The same if they are the reason why the object at `path` is left out.
    bool settleOut(std::size_t mark, const std::string& path, const std::string& remedy);

    /// Records where an entry of the settings comes from. It may come from several places; `originOf()` is the first.
    void origin(const EntryName& entry, const std::string& path);
    std::string originOf(const EntryName& entry) const;
    /// Records why an entry is disabled or left out.
    void because(const EntryName& entry, std::string why);
    /// Notes what cannot be converted at `path`, and that `entry` is disabled for that reason.
    void switchOff(const EntryName& entry, const std::string& path, const std::string& what, const std::string& remedy);

    /// Records that a route had a guard that cannot be converted.
    void guardLost(const std::string& route) { m_unguarded.insert(route); }
    bool isGuardLost(const std::string& route) const { return m_unguarded.contains(route); }
    /// Records that a route is disabled in the document itself, so that its requests were not matched there either.
    void offThere(const std::string& route) { m_offThere.insert(route); }
    bool isOffThere(const std::string& route) const { return m_offThere.contains(route); }
    /// Records the order in which the other program tries a route. Without it, the order is unknown.
    void precedence(const std::string& route, const Precedence& precedence) { m_precedences[route] = precedence; }
    std::optional<Precedence> precedenceOf(const std::string& route) const;
    /// Records a route that restricted callers but is not in the settings.
    void guard(GuardedRoute guarded) { m_guarded.push_back(std::move(guarded)); }
    const std::vector<GuardedRoute>& guarded() const { return m_guarded; }

    /// Lists an object of the document that is not an entry of the settings. The first one at a path counts.
    void list(Fate fate, const std::string& path, std::string subject, std::string reason = {});
    /// Notes and lists an object that is not converted.
    void leaveOut(const std::string& path, std::string subject, const std::string& reason, const std::string& remedy = {});
    /// All three lists: the listed objects, and the entries of the settings with a known origin.
    std::vector<Outcome> outcomes(const Settings& settings) const;

    /// Whether `reference` is not used for another secret yet.
    bool isFree(const SecretReference& reference, const Secret& value) const;
    /// Stores the value of a secret together with its reference.
    void keep(const SecretReference& reference, Secret value, const std::string& path);

    std::vector<Note> takeNotes() { return std::move(m_notes); }
    std::vector<MetSecret> takeSecrets() { return std::move(m_secrets); }

private:
    std::vector<Note> m_notes;
    std::vector<MetSecret> m_secrets;
    std::vector<Note> m_errors;
    std::string m_firstError;
    std::vector<std::pair<EntryName, std::string>> m_origins;
    std::vector<std::pair<EntryName, std::string>> m_reasons;
    std::vector<Outcome> m_listed;
    std::set<std::string, std::less<>> m_listedPaths;
    std::set<std::string, std::less<>> m_unguarded; // route ids, like the next two
    std::set<std::string, std::less<>> m_offThere;
    std::map<std::string, Precedence, std::less<>> m_precedences;
    std::vector<GuardedRoute> m_guarded;
    std::size_t m_unlisted = 0; // beyond the maximum that is kept
};

/// An object of a foreign document. Returns its fields and tracks which were read, so that unread ones can be reported.
/// The document and the log must outlive it.
class ForeignObject {
public:
    /// `node` may be null: an object without fields.
    ForeignObject(const Json* node, std::string path, ImportLog& log);

    const std::string& path() const { return m_path; }
    std::string pathOf(std::string_view key) const;
    ImportLog& log() const { return *m_log; }
    bool isPresent() const { return m_node != nullptr; }
    /// Whether the field exists and is not null.
    bool has(std::string_view key) const { return find(key) != nullptr; }
    /// The field, marked as read; null if it is absent or null.
    const Json* take(std::string_view key);
    /// All fields not read yet.
    std::vector<std::string> rest() const;
    /// The same including fields that are null.
    std::vector<std::string> restWithNulls() const;

    // Each reports an error if the field exists with another type.
    std::optional<std::string> text(std::string_view key);
    /// The same for a text that may have several lines, such as a key in PEM.
    std::optional<std::string> longText(std::string_view key);
    std::optional<bool> flag(std::string_view key);
    std::optional<std::int64_t> whole(std::string_view key, std::int64_t least, std::int64_t most);
    /// The same for a number that may have a fraction.
    std::optional<double> number(std::string_view key, double least, double most);
    std::vector<std::string> texts(std::string_view key);
    ForeignObject object(std::string_view key);
    std::vector<ForeignObject> objects(std::string_view key);

    /// Notes that a known field, if present, is not converted.
    void drop(std::string_view key, const std::string& why, const std::string& remedy = {});
    /// Lists fields that only describe the object or belong to the other program's own bookkeeping.
    void skip(std::initializer_list<std::string_view> keys);
    /// Marks fields that are read elsewhere.
    void ignore(std::initializer_list<std::string_view> keys);
    /// Notes each field that was not read.
    void dropRest();

private:
    const Json* find(std::string_view key) const;
    void wrong(std::string_view key, const std::string& expected, const Json& node) const;

    const Json* m_node;
    std::string m_path;
    ImportLog* m_log;
    std::set<std::string, std::less<>> m_taken;
};

/// Lists the fields of an object that only wraps the content, such as an API response around its `inner` field.
void listEnvelope(const Json& envelope, const std::string& path, std::initializer_list<std::string_view> inner, ImportLog& log);

/// Makes a valid id of a name: no slashes, spaces or control characters, at most 100 bytes.
std::string asId(std::string_view text);

} // namespace gateway::config::foreign
