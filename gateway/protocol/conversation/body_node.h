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

/// What the readers of a body have looked at. The body must outlive it and stay where it is.
class BodyAccount {
public:
    void addRead(const Json& value) { m_read.push_back(&value); }
    /// With everything in it.
    void addWhole(const Json& value) { m_whole.push_back(&value); }

    /// The members and elements of `body` that no reader has looked at, by their paths: "messages[2].content[0].clear_at".
    /// Of those that differ in their indices only the first; what is null, an empty array or the word for a type says nothing
    /// of its own and is left out, and so is whatever comes after the first `kMostUnread`.
    std::vector<std::string> unread(const Json& body) const;

    static constexpr std::size_t kMostUnread = 40;

private:
    std::vector<const Json*> m_read;
    std::vector<const Json*> m_whole;
};

/// The first thing that is wrong with a body. Reading goes on behind it with what is
/// absent, so that readers need to ask once, at their end.
class BodyProblem {
public:
    BodyProblem() = default;
    /// Of a body in the words of `client`, whose values errors name.
    explicit BodyProblem(Format client) : m_client(client) { }

    std::optional<Format> client() const { return m_client; }
    /// Paths of problems that come are named as the client has written them.
    void nameAs(const Spellings& spellings) { m_spellings = spellings; }
    bool isThere() const { return m_error.has_value(); }
    /// Keeps the first one only. `path`: "messages[2].role"; `what` goes on after it.
    void add(const std::string& path, const Sentence& what);
    tl::unexpected<Error> error() const { return failure(*m_error); }
    BodyAccount& account() { return m_account; }

private:
    BodyAccount m_account;
    std::optional<Format> m_client;
    Spellings m_spellings;
    std::optional<Error> m_error; // InvalidRequest
};

/// A value in a body that is being read, with its path. Cheap to pass on; the body and the
/// problem must outlive it. A field that is not there, or null, is absent: it has the
/// empty value of every type. One of the wrong type is a problem, and absent.
///
///     const BodyNode message = root["messages"].at(0);
///     out.role = message["role"].neededText();
class BodyNode {
public:
    /// The whole body; it has to be an object.
    BodyNode(const Json& body, BodyProblem& problem);

    bool isThere() const { return m_value != nullptr; }
    bool isText() const { return m_value && m_value->is_string(); }
    bool isObject() const { return m_value && m_value->is_object(); }
    bool isArray() const { return m_value && m_value->is_array(); }
    /// As it stands there; null if absent. All of it counts as read, which `peek()` leaves open.
    const Json& json() const;
    const Json& peek() const;
    const std::string& path() const { return m_path; }

    /// A field; a problem if this is there and no object.
    BodyNode operator[](std::string_view key) const;
    /// Elements; a problem if this is there and no array.
    std::size_t size() const;
    BodyNode at(std::size_t index) const;
    template <class Visit> void each(Visit visit) const
    {
        for (std::size_t i = 0, count = size(); i < count; ++i)
            visit(at(i));
    }
    /// Members that `skip(key)` does not hold for and that are not null, as `visit(key, node)`; none if this is no
    /// object. In time that grows with their number. Those that are skipped do not count as read.
    template <class Skip, class Visit> void eachMember(Skip skip, Visit visit) const
    {
        if (isObject())
            for (auto member = m_value->begin(); member != m_value->end(); ++member)
                if (!member->is_null() && !skip(member.key()))
                    visit(member.key(), BodyNode(&*member, pathOf(member.key()), m_problem));
    }

    std::string text() const;
    std::optional<double> number() const;
    std::optional<std::int64_t> integer() const; ///< 12.0 is one; what does not fit is a problem
    std::optional<bool> flag() const;
    Json object() const; ///< null if absent; a copy
    Json array() const;
    /// The schema of a tool's arguments. `true`, which allows anything, is one of an object.
    Json arguments() const;
    /// A copy of an object of which `known` members are read here; whatever else it holds is left to others.
    Json objectOf(std::initializer_list<std::string_view> known) const;
    std::string neededText() const; ///< being absent or empty is a problem too

    /// A problem: this field, which is read as `type`, is needed and not there, or null, or empty. Says what to write.
    void refuseMissing(BodyType type = BodyType::Text) const;
    /// What may be written here, for a problem of another field: "\"user\" or \"assistant\"".
    Sentence wanted(BodyType type) const { return bodyShape(m_problem.client(), m_path, type).value; }
    /// A problem of this field: `what` goes on after its path, such as "is no role that is known here".
    void refuse(const Sentence& what) const;

    /// What no reader of this body has looked at, for the whole body: see `BodyAccount::unread()`.
    std::vector<std::string> unread() const { return m_problem.account().unread(peek()); }

private:
    BodyNode(const Json* value, std::string path, BodyProblem& problem);
    std::string pathOf(std::string_view key) const;
    const Json* typed(bool isRight, BodyType type) const;

    const Json* m_value; // null: absent
    bool m_isNull; // it is there as a null
    std::string m_path;
    BodyProblem& m_problem;
};

} // namespace gateway::protocol
