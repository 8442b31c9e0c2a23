#pragma once

#include "body_shape.h"
#include "client_names.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// Tracks which values of a body its readers have looked at. The body must outlive it and must not move.
class BodyAccount {
public:
    void addRead(const Json& value) { m_read.push_back(&value); }
    /// Including everything inside it.
    void addWhole(const Json& value) { m_whole.push_back(&value); }

    /// The members and elements of `body` that no reader has looked at, by path: "messages[2].content[0].clear_at". Of
    /// paths that differ only in indices the first is listed; nulls, empty arrays and type names carry no information
    /// and are omitted, and so is everything after the first `kMostUnread`.
    std::vector<std::string> unread(const Json& body) const;

    static constexpr std::size_t kMostUnread = 40;

private:
    std::vector<const Json*> m_read;
    std::vector<const Json*> m_whole;
};

/// The first problem of a body. Reading continues after it with absent values, so that readers check only once, at the
/// end.
class BodyProblem {
public:
    BodyProblem() = default;
    /// For a body in the format of `client`, whose allowed values the errors name.
    explicit BodyProblem(Format client) : m_client(client) { }

    std::optional<Format> client() const { return m_client; }
    /// Names the paths of later problems as the client has written them.
    void nameAs(const Spellings& spellings) { m_spellings = spellings; }
    bool isThere() const { return m_error.has_value(); }
    /// Keeps only the first problem. `path`: "messages[2].role"; `what` follows it.
    void add(const std::string& path, const Sentence& what);
    tl::unexpected<Error> error() const { return failure(*m_error); }
    BodyAccount& account() { return m_account; }

private:
    BodyAccount m_account;
    std::optional<Format> m_client;
    Spellings m_spellings;
    std::optional<Error> m_error; // InvalidRequest
};

/// A value in a body that is being read, with its path. Cheap to copy; the body and the problem must outlive it. A
/// missing or null field is absent: it has the empty value of every type. A field of the wrong type is a problem, and
/// absent.
///
///     const BodyNode message = root["messages"].at(0);
///     out.role = message["role"].neededText();
class BodyNode {
public:
    /// The whole body, which must be an object.
    BodyNode(const Json& body, BodyProblem& problem);

    bool isThere() const { return m_value != nullptr; }
    bool isText() const { return m_value && m_value->is_string(); }
    bool isObject() const { return m_value && m_value->is_object(); }
    bool isArray() const { return m_value && m_value->is_array(); }
    /// The value as it is; null if absent. `json()` marks all of it as read, `peek()` does not.
    const Json& json() const;
    const Json& peek() const;
    const std::string& path() const { return m_path; }

    /// A field; a problem if this value exists and is not an object.
    BodyNode operator[](std::string_view key) const;
    /// Elements; a problem if this value exists and is not an array.
    std::size_t size() const;
    BodyNode at(std::size_t index) const;
    template <class Visit> void each(Visit visit) const
    {
        for (std::size_t i = 0, count = size(); i < count; ++i)
            visit(at(i));
    }
    /// Visits the members that are not null and not skipped, as `visit(key, node)`; none if this is not an object.
    /// Takes time proportional to their number. Skipped members do not count as read.
    template <class Skip, class Visit> void eachMember(Skip skip, Visit visit) const
    {
        if (isObject())
            for (auto member = m_value->begin(); member != m_value->end(); ++member)
                if (!member->is_null() && !skip(member.key()))
                    visit(member.key(), BodyNode(&*member, pathOf(member.key()), m_problem));
    }

    std::string text() const;
    std::optional<double> number() const;
    std::optional<std::int64_t> integer() const; ///< 12.0 is one; a number out of range is a problem
    std::optional<bool> flag() const;
    Json object() const; ///< null if absent; a copy
    Json array() const;
    /// The schema of a tool's arguments. `true`, which allows anything, becomes an object schema.
    Json arguments() const;
    /// A copy of an object whose `known` members are read here; everything else in it is left to others.
    Json objectOf(std::initializer_list<std::string_view> known) const;
    std::string neededText() const; ///< absent or empty is a problem

    /// Reports that this required field, which is read as `type`, is missing, null or empty, and says what to write.
    void refuseMissing(BodyType type = BodyType::Text) const;
    /// The allowed values of this field, for the error of another field: "\"user\" or \"assistant\"".
    Sentence wanted(BodyType type) const { return bodyShape(m_problem.client(), m_path, type).value; }
    /// Reports a problem of this field: `what` follows its path, for example "is not a known role".
    void refuse(const Sentence& what) const;

    /// What no reader of this body has looked at; to be called for the whole body: see `BodyAccount::unread()`.
    std::vector<std::string> unread() const { return m_problem.account().unread(peek()); }

private:
    BodyNode(const Json* value, std::string path, BodyProblem& problem);
    std::string pathOf(std::string_view key) const;
    const Json* typed(bool isRight, BodyType type) const;

    const Json* m_value; // null: absent
    bool m_isNull; // present as a null
    std::string m_path;
    BodyProblem& m_problem;
};

} // namespace gateway::protocol
