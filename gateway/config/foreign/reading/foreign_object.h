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

/// What an import finds beside the settings.
class ImportLog {
public:
    void note(std::string path, std::string what, std::string remedy = {});
    void note(Note note);
    /// Something that cannot be read, or is not what it must be.
    void error(const std::string& path, const std::string& message);
    /// The very first one; empty: there was none.
    const std::string& firstError() const { return m_firstError; }
    /// How many there are that nobody has settled: a mark for `settle()`.
    std::size_t errors() const { return m_errors.size(); }
    /// Makes notes of the errors since `mark`, with what became of the object that they are in.
    /// Whether there were any.
    bool settle(std::size_t mark, const std::string& remedy);
    /// The same, where they are why `entry` is switched off.
    bool settle(std::size_t mark, const std::string& remedy, const EntryName& entry);
    /// The same, where they are why the object at `path` is left out.
    bool settleOut(std::size_t mark, const std::string& path, const std::string& remedy);

    /// Where an entry of the settings comes from. It may come from several places, of which the first is `originOf()`.
    void origin(const EntryName& entry, const std::string& path);
    std::string originOf(const EntryName& entry) const;
    /// Remembers why an entry is switched off or left out.
    void because(const EntryName& entry, std::string why);
    /// Notes what cannot be expressed at `path`, and that `entry` is switched off because of it.
    void switchOff(const EntryName& entry, const std::string& path, const std::string& what, const std::string& remedy);

    /// Remembers that a route had a guard which cannot be expressed.
    void guardLost(const std::string& route) { m_unguarded.insert(route); }
    bool isGuardLost(const std::string& route) const { return m_unguarded.contains(route); }
    /// Remembers that a route is off in the document itself, so that its requests went elsewhere there, too.
    void offThere(const std::string& route) { m_offThere.insert(route); }
    bool isOffThere(const std::string& route) const { return m_offThere.contains(route); }
    /// When the other program tries a route. Without it, that is not known.
    void precedence(const std::string& route, const Precedence& precedence) { m_precedences[route] = precedence; }
    std::optional<Precedence> precedenceOf(const std::string& route) const;
    /// Remembers what held callers back beside the routes of the settings.
    void guard(GuardedRoute guarded) { m_guarded.push_back(std::move(guarded)); }
    const std::vector<GuardedRoute>& guarded() const { return m_guarded; }

    /// Puts an object of the document that is no entry of the settings into a list. The first one at a path counts.
    void list(Fate fate, const std::string& path, std::string subject, std::string reason = {});
    /// Notes and lists an object that is not carried over.
    void leaveOut(const std::string& path, std::string subject, const std::string& reason, const std::string& remedy = {});
    /// All three lists: what was listed, and the entries of the settings that have an origin.
    std::vector<Outcome> outcomes(const Settings& settings) const;

    /// Whether `reference` stands for no other secret yet.
    bool isFree(const SecretReference& reference, const Secret& value) const;
    /// Keeps the value of a secret beside the reference that stands for it.
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
    std::set<std::string, std::less<>> m_unguarded; // ids of routes, as the next two
    std::set<std::string, std::less<>> m_offThere;
    std::map<std::string, Precedence, std::less<>> m_precedences;
    std::vector<GuardedRoute> m_guarded;
    std::size_t m_unlisted = 0; // beyond the most that are kept
};

/// One object of a foreign document. Hands out its fields and remembers which, so
/// that what nobody asked for can be told. The document and the log outlive it.
class ForeignObject {
public:
    /// `node` may be null: an object without fields.
    ForeignObject(const Json* node, std::string path, ImportLog& log);

    const std::string& path() const { return m_path; }
    std::string pathOf(std::string_view key) const;
    ImportLog& log() const { return *m_log; }
    bool isPresent() const { return m_node != nullptr; }
    /// Whether there is such a field that is not null.
    bool has(std::string_view key) const { return find(key) != nullptr; }
    /// The field, now asked for; null if it is absent or null.
    const Json* take(std::string_view key);
    /// All fields that nobody asked for yet.
    std::vector<std::string> rest() const;
    /// The same with those that are null.
    std::vector<std::string> restWithNulls() const;

    // Each reports an error where the field is there and is something else.
    std::optional<std::string> text(std::string_view key);
    /// The same for one that may have several lines, such as a key in PEM.
    std::optional<std::string> longText(std::string_view key);
    std::optional<bool> flag(std::string_view key);
    std::optional<std::int64_t> whole(std::string_view key, std::int64_t least, std::int64_t most);
    /// The same for what may have a fraction.
    std::optional<double> number(std::string_view key, double least, double most);
    std::vector<std::string> texts(std::string_view key);
    ForeignObject object(std::string_view key);
    std::vector<ForeignObject> objects(std::string_view key);

    /// Notes that a known field is not carried over, where it is there.
    void drop(std::string_view key, const std::string& why, const std::string& remedy = {});
    /// Lists fields that only describe the object or belong to the other program's own records.
    void skip(std::initializer_list<std::string_view> keys);
    /// Fields that are read elsewhere.
    void ignore(std::initializer_list<std::string_view> keys);
    /// Notes each field that nobody asked for.
    void dropRest();

private:
    const Json* find(std::string_view key) const;
    void wrong(std::string_view key, const std::string& expected, const Json& node) const;

    const Json* m_node;
    std::string m_path;
    ImportLog* m_log;
    std::set<std::string, std::less<>> m_taken;
};

/// Lists the fields of an object that only wraps what is read, such as an answer of an API around its `inner` field.
void listEnvelope(const Json& envelope, const std::string& path, std::initializer_list<std::string_view> inner, ImportLog& log);

/// A name that an id may be: no slashes, blanks or control characters, at most 100 bytes.
std::string asId(std::string_view text);

} // namespace gateway::config::foreign
