#include "foreign_text.h"

#include "tree_builder.h"

#include "gateway/core/json/yaml_number.h"
#include "gateway/core/text/ascii.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <array>
#include <map>
#include <sstream>

namespace gateway::config::foreign {

namespace {

constexpr std::size_t kMaxBytes = 8 * 1024 * 1024;
constexpr std::size_t kMaxYamlBytes = 1024 * 1024; // its parser needs up to 200 bytes for each

class JsonEvents final : public nlohmann::json_sax<Json> {
public:
    explicit JsonEvents(TreeBuilder& tree)
        : m_tree(tree)
    {
    }

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return m_tree.beginObject(), goOn(); }
    bool start_array(std::size_t) override { return m_tree.beginArray(), goOn(); }
    bool end_object() override { return m_tree.end(), goOn(); }
    bool end_array() override { return m_tree.end(), goOn(); }
    bool key(string_t& name) override { return m_tree.key(std::move(name)), goOn(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        m_syntaxError = true;
        m_tree.refuse("is not valid JSON, at byte " + std::to_string(position));
        return false;
    }
    bool hasSyntaxError() const { return m_syntaxError; }

private:
    bool put(Json value) { return m_tree.value(std::move(value)), goOn(); }
    bool goOn() const { return !m_tree.problem(); }

    TreeBuilder& m_tree;
    bool m_syntaxError = false;
};

/// The value of an unquoted scalar. Source: YAML 1.2.2 §10.3.2, and the YAML 1.1 words for booleans, which both
/// programs' parsers accept.
Json plainScalar(const std::string& text)
{
    static constexpr std::array<std::string_view, 3> kTrue{"true", "yes", "on"};
    static constexpr std::array<std::string_view, 3> kFalse{"false", "no", "off"};
    for (std::size_t i = 0; i < kTrue.size(); ++i) {
        if (equalsIgnoringCase(text, kTrue[i]))
            return true;
        if (equalsIgnoringCase(text, kFalse[i]))
            return false;
    }
    return yamlNumber(text).value_or(Json(text));
}

/// Source: https://yaml.org/type/merge.html. The object's own fields take precedence.
Json merged(const Json& node)
{
    const auto found = node.find("<<");
    if (found == node.end() || !found->is_structured())
        return node;
    Json result = node;
    result.erase("<<");
    for (const Json& source : found->is_array() ? *found : Json::array({*found}))
        for (const auto& [name, value] : source.items())
            if (source.is_object() && !result.contains(name) && result.size() < TreeBuilder::kMaxFields)
                result[name] = value;
    return result;
}

class YamlEvents final : public YAML::EventHandler {
public:
    explicit YamlEvents(TreeBuilder& tree)
        : m_tree(tree)
    {
    }

    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override { scalar(nullptr, "null", anchor); }
    void OnAlias(const YAML::Mark&, YAML::anchor_t anchor) override
    {
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end())
            return m_tree.refuse("an alias refers to itself");
        if (m_tree.wantsKey())
            return m_tree.refuse("an alias is the name of a field");
        m_tree.tree(found->second);
    }
    void OnScalar(const YAML::Mark&, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override
    {
        scalar(tag == "?" ? plainScalar(text) : Json(text), text, anchor);
    }
    void OnSequenceStart(
        const YAML::Mark&, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(anchor, false);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(anchor, true);
    }
    void OnMapEnd() override { close(); }

private:
    void open(YAML::anchor_t anchor, bool isObject)
    {
        if (m_tree.wantsKey())
            return m_tree.refuse("the name of a field is an object or an array");
        m_starts.push_back(anchor);
        isObject ? m_tree.beginObject() : m_tree.beginArray();
    }
    void close()
    {
        if (m_tree.problem() || m_starts.empty())
            return;
        m_tree.end();
        remember(m_starts.back());
        m_starts.pop_back();
    }
    void scalar(Json value, const std::string& text, YAML::anchor_t anchor)
    {
        if (m_tree.wantsKey())
            return m_tree.key(text);
        m_tree.value(std::move(value));
        remember(anchor);
    }
    void remember(YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor && m_tree.last() && !m_tree.problem())
            m_anchors[anchor] = *m_tree.last();
    }

    TreeBuilder& m_tree;
    std::vector<YAML::anchor_t> m_starts;
    std::map<YAML::anchor_t, Json> m_anchors;
};

tl::unexpected<Error> invalid(const std::string& message) { return failure(ErrorKind::InvalidRequest, asIs(message)); }

/// `isSyntax`: whether the error is invalid JSON, and not its content.
Result<Json> readJson(std::string_view text, bool& isSyntax)
{
    TreeBuilder tree;
    JsonEvents events(tree);
    const bool isRead = Json::sax_parse(text.begin(), text.end(), &events);
    isSyntax = events.hasSyntaxError();
    if (!isRead || tree.problem())
        return invalid(tree.problem().value_or("is not valid JSON"));
    return tree.take();
}

Json withMerges(Json node)
{
    if (!node.is_structured())
        return node;
    for (Json& child : node)
        child = withMerges(std::move(child));
    return node.is_object() && node.contains("<<") ? merged(node) : node;
}

Result<Json> readYaml(std::string_view text)
{
    TreeBuilder tree;
    YamlEvents events(tree);
    tree.beginArray();
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        while (!tree.problem() && parser.HandleNextDocument(events)) { }
    } catch (const YAML::Exception& problem) {
        const std::string at =
            problem.mark.is_null() ? std::string() : " at line " + std::to_string(problem.mark.line + 1);
        return invalid(tree.problem().value_or("is neither valid JSON nor YAML" + at));
    }
    if (tree.problem())
        return invalid(*tree.problem());
    tree.end();
    Json documents = withMerges(tree.take());
    for (std::size_t i = documents.size(); i-- > 0 && documents.size() > 1;)
        if (documents[i].is_null())
            documents.erase(i); // an empty document between two markers, or after the last
    return documents.size() == 1 ? documents.front() : documents;
}

} // namespace

Result<Json> readForeignJson(std::string_view text)
{
    if (text.size() > kMaxBytes)
        return invalid("is larger than 8 MiB");
    bool isSyntax = true;
    return readJson(text, isSyntax);
}

Result<Json> readForeign(std::string_view text)
{
    if (text.size() > kMaxBytes)
        return invalid("the document is larger than 8 MiB");
    if (isUtf16(text))
        return invalid("the document is saved as UTF-16; save it as UTF-8");
    text.remove_prefix(byteOrderMark(text));
    if (text.find('\0') != std::string_view::npos)
        return invalid("the document contains a NUL byte: it is neither JSON nor YAML");
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos)
        return invalid("the document is empty");
    bool isSyntax = true;
    const bool looksLikeJson = text[start] == '{' || text[start] == '[';
    auto json = looksLikeJson ? readJson(text, isSyntax) : Result<Json>(invalid({}));
    if (json || !isSyntax)
        return json;
    if (text.size() > kMaxYamlBytes)
        return looksLikeJson ? json : invalid("YAML of more than 1 MiB is not supported; convert it to JSON");
    auto yaml = readYaml(text);
    return yaml || !looksLikeJson ? yaml : json;
}

} // namespace gateway::config::foreign
