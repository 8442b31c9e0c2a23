#include "yaml_events.h"

#include "text_lines.h"

#include <QtGlobal>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/node/convert.h>
#include <yaml-cpp/node/node.h>
#include <yaml-cpp/parser.h>

#include <optional>
#include <sstream>
#include <utility>

namespace gateway::clients {

namespace {

constexpr std::size_t kMaxBytes = std::size_t{1024} * 1024; // the parser needs up to 200 bytes for each

/// The value of an unquoted scalar, as interpreted by the parser.
Json plainScalar(const std::string& text)
{
    const YAML::Node node(text);
    if (bool truth = false; YAML::convert<bool>::decode(node, truth))
        return truth;
    if (std::int64_t number = 0; YAML::convert<std::int64_t>::decode(node, number))
        return number;
    if (double number = 0; YAML::convert<double>::decode(node, number))
        return number;
    return text;
}

class Places final : public YAML::EventHandler {
public:
    explicit Places(std::string_view text) : m_text(text) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        YamlPlace place = placeAt(mark, anchor, "?");
        place.isNull = true;
        put(std::move(place));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        YamlPlace place = placeAt(mark, anchor, "?");
        place.isShared = true;
        place.value = "alias " + std::to_string(anchor);
        put(std::move(place));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override
    {
        YamlPlace place = placeAt(mark, anchor, tag);
        place.value = tag == "?" ? plainScalar(text) : Json(text);
        put(std::move(place));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override
    {
        open(placeAt(mark, anchor, tag), YamlPlace::Kind::List, style);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override
    {
        open(placeAt(mark, anchor, tag), YamlPlace::Kind::Map, style);
    }
    void OnMapEnd() override { close(); }

    Result<YamlPlace> take()
    {
        if (m_problem)
            return tl::unexpected(*m_problem);
        return std::move(m_root);
    }

private:
    YamlPlace placeAt(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag) const
    {
        YamlPlace place;
        place.begin = std::min(m_text.size(), static_cast<std::size_t>(std::max(0, mark.pos)) + markLength(m_text));
        place.isShared = anchor != YAML::NullAnchor || (tag != "?" && tag != "!" && !tag.empty());
        return place;
    }

    void open(YamlPlace place, YamlPlace::Kind kind, YAML::EmitterStyle::value style)
    {
        place.kind = kind;
        place.isFlow = style == YAML::EmitterStyle::Flow;
        if (m_open.size() == kMaxDepth)
            refuse(place.begin, {QT_TRANSLATE_NOOP("Error", "is nested deeper than %1 levels"), {std::to_string(kMaxDepth)}});
        m_open.push_back(std::move(place));
    }

    void close()
    {
        YamlPlace place = std::move(m_open.back());
        m_open.pop_back();
        put(std::move(place));
    }

    void put(YamlPlace place)
    {
        if (m_problem)
            return;
        if (m_open.empty()) {
            m_root = std::move(place);
            return;
        }
        YamlPlace& owner = m_open.back();
        if (owner.kind == YamlPlace::Kind::List || owner.names.size() > owner.inside.size()) {
            owner.inside.push_back(std::move(place));
            return;
        }
        for (const YamlPlace& name : owner.names)
            if (name.kind == YamlPlace::Kind::Scalar && place.kind == YamlPlace::Kind::Scalar && name.value == place.value)
                refuse(place.begin, {QT_TRANSLATE_NOOP("Error", "a name appears twice in the same object; remove one of them")});
        owner.names.push_back(std::move(place));
    }

    void refuse(std::size_t at, const Sentence& what)
    {
        if (!m_problem)
            m_problem = refusal(m_text, at, what).value();
    }

    std::string_view m_text;
    std::vector<YamlPlace> m_open; // innermost last
    YamlPlace m_root{YamlPlace::Kind::Scalar, 0, false, false, true, {}, {}, {}};
    std::optional<Error> m_problem;
};

std::string nameOf(const YamlPlace& name)
{
    return name.value.is_string() ? name.value.get<std::string>() : toText(jsonOf(name));
}

} // namespace

Result<YamlPlace> yamlPlaces(std::string_view text)
{
    if (text.size() > kMaxBytes)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the file is larger than 1 MiB")});
    if (text.find('\0') != std::string_view::npos)
        return refusal(text, text.find('\0'), {QT_TRANSLATE_NOOP("Error", "contains a NUL byte, which is not valid in YAML")});
    std::istringstream stream{std::string(text)};
    Places places(text);
    try {
        YAML::Parser parser(stream);
        parser.HandleNextDocument(places);
        Places second(text);
        if (parser.HandleNextDocument(second))
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the file contains more than one document; keep only one")});
    } catch (const YAML::Exception& problem) {
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "line %1: is not valid YAML: %2; correct it, then try again"), {std::to_string(problem.mark.line + 1), problem.msg}});
    }
    return places.take();
}

Json jsonOf(const YamlPlace& place)
{
    if (place.kind == YamlPlace::Kind::Scalar)
        return place.isNull ? Json() : place.value;
    Json tree = place.kind == YamlPlace::Kind::List ? Json::array() : Json::object();
    for (std::size_t i = 0; i < place.inside.size(); ++i) {
        if (place.kind == YamlPlace::Kind::List)
            tree.push_back(jsonOf(place.inside[i]));
        else
            tree[nameOf(place.names[i])] = jsonOf(place.inside[i]);
    }
    return tree;
}

} // namespace gateway::clients
