#include "yaml_members.h"

#include "byte_source.h"

#include "gateway/core/json/yaml_number.h"

#include <QtGlobal>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <array>
#include <istream>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kMaxYamlDepth = 100;
/// Values that aliases may add, as they can double with each.
constexpr std::size_t kMostAliasedValues = 1'000'000;
/// Members of one object: each is searched for.
constexpr std::size_t kMostMembers = 10'000;

/// Source: YAML 1.2.2 §10.3.2.
Json plainYaml(const std::string& text)
{
    if (text == "true" || text == "True" || text == "TRUE")
        return true;
    if (text == "false" || text == "False" || text == "FALSE")
        return false;
    return yamlNumber(text).value_or(Json(text));
}

std::size_t valueCount(const Json& value)
{
    std::size_t count = 1;
    if (value.is_structured())
        for (const Json& child : value)
            count += valueCount(child);
    return count;
}

class MemberEvents final : public YAML::EventHandler {
public:
    MemberEvents(const std::string& listed, const YamlElementSink& sink)
        : m_listed(listed)
        , m_sink(sink)
    {
    }

    /// The problem found first; empty: none.
    const std::optional<Error>& problem() const { return m_problem; }
    /// Whether the sink wants no more.
    bool isStopped() const { return m_isStopped; }
    Json take() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { m_isEnded = true; }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { scalar(mark, nullptr, "null", anchor); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        const auto found = m_anchors.find(anchor);
        if (isDone())
            return;
        if (found == m_anchors.end() || wantsKey())
            return fail(mark, QT_TRANSLATE_NOOP("Error", "has an alias that cannot be resolved"));
        m_aliased += valueCount(found->second);
        if (m_aliased > kMostAliasedValues)
            return fail(mark, QT_TRANSLATE_NOOP("Error", "has aliases that expand to too many values; write the values out or remove some"));
        put(mark, found->second);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override
    {
        scalar(mark, tag == "?" ? plainYaml(text) : Json(text), text, anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(mark, Json::array(), anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(mark, Json::object(), anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Level {
        Json value;
        YAML::anchor_t anchor = YAML::NullAnchor;
        YAML::Mark mark;
        std::optional<std::string> key; ///< whose value comes next
    };

    void fail(const YAML::Mark& mark, Sentence message)
    {
        if (!m_problem)
            m_problem = Error{ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "line %1 %2"), {std::to_string(mark.line + 1), std::move(message)}}};
    }

    bool isDone() const { return m_isStopped || m_isEnded || m_problem; }
    bool wantsKey() const { return !m_open.empty() && m_open.back().value.is_object() && !m_open.back().key; }

    void open(const YAML::Mark& mark, Json empty, YAML::anchor_t anchor)
    {
        if (isDone())
            return;
        if (m_open.size() >= kMaxYamlDepth)
            return fail(mark, {QT_TRANSLATE_NOOP("Error", "is nested deeper than %1 levels"), {std::to_string(kMaxYamlDepth)}});
        if (wantsKey())
            return fail(mark, QT_TRANSLATE_NOOP("Error", "has an object or a list as a field name; use a string"));
        m_open.push_back({std::move(empty), anchor, mark, std::nullopt});
    }

    void close()
    {
        if (isDone())
            return;
        Level level = std::move(m_open.back());
        m_open.pop_back();
        if (level.value.is_object())
            merge(level.value);
        if (level.anchor != YAML::NullAnchor)
            m_anchors[level.anchor] = level.value;
        put(level.mark, std::move(level.value));
    }

    void scalar(const YAML::Mark& mark, Json value, const std::string& text, YAML::anchor_t anchor)
    {
        if (isDone())
            return;
        if (wantsKey()) {
            m_open.back().key = text;
            return;
        }
        if (anchor != YAML::NullAnchor)
            m_anchors[anchor] = value;
        put(mark, std::move(value));
    }

    void put(const YAML::Mark& mark, Json value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            if (!m_root.is_object())
                fail(mark, QT_TRANSLATE_NOOP("Error", "must be an object"));
            return;
        }
        Level& level = m_open.back();
        const bool isListed = m_open.size() == 2 && level.value.is_array() && m_open.front().key == m_listed;
        if (isListed) {
            m_isStopped = !m_sink(static_cast<std::size_t>(mark.line) + 1, std::move(value));
        } else if (level.value.is_array()) {
            level.value.push_back(std::move(value));
        } else {
            const bool isKnown = level.value.contains(*level.key);
            if (isKnown)
                return fail(mark, QT_TRANSLATE_NOOP("Error", "has the same field twice; remove one"));
            if (level.value.size() >= kMostMembers)
                return fail(mark, {QT_TRANSLATE_NOOP("Error", "is in an object with more than %1 fields"), {std::to_string(kMostMembers)}});
            level.value[*level.key] = std::move(value);
            level.key.reset();
        }
    }

    /// Source: https://yaml.org/type/merge.html. The object's own members take precedence.
    static void merge(Json& object)
    {
        const auto found = object.find("<<");
        if (found == object.end() || !found->is_structured())
            return;
        const Json sources = found->is_array() ? *found : Json::array({*found});
        object.erase("<<");
        for (const Json& source : sources)
            if (source.is_object())
                for (const auto& [name, value] : source.items())
                    if (!object.contains(name) && object.size() < kMostMembers)
                        object[name] = value;
    }

    const std::string& m_listed;
    const YamlElementSink& m_sink;
    std::vector<Level> m_open;
    std::map<YAML::anchor_t, Json> m_anchors;
    std::size_t m_aliased = 0;
    Json m_root;
    bool m_isStopped = false;
    bool m_isEnded = false;
    std::optional<Error> m_problem;
};

} // namespace

Result<Json> readYamlMembers(QIODevice& device, const std::string& listed, const YamlElementSink& sink)
{
    DeviceBuffer buffer(device);
    std::istream stream(&buffer);
    MemberEvents events(listed, sink);
    try {
        YAML::Parser parser(stream);
        parser.HandleNextDocument(events);
        if (!events.isStopped() && !events.problem() && parser.HandleNextDocument(events))
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "has several YAML documents; keep one")});
    } catch (const YAML::Exception& problem) {
        if (!events.isStopped())
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "is not valid YAML at line %1: %2"), {std::to_string(problem.mark.line + 1), problem.msg}});
    }
    if (events.problem())
        return failure(*events.problem());
    return events.take();
}

} // namespace gateway::evaluation
