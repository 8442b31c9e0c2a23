#include "references.h"

#include "json_walk.h"
#include "request_outline.h"

#include <algorithm>
#include <array>
#include <set>

namespace gateway::protocol {

namespace {

using Kind = Reference::Kind;

constexpr int kDeepest = 256;

/// JSON that belongs to the caller's own tools or notes: a provider looks for no files there.
constexpr std::array<std::string_view, 6> kCallersOwn{"metadata", "parameters", "input_schema", "schema", "arguments", "args"};

/// Whether a letter, a digit's neighbour or an underscore is written as an escape, which only somebody who hides a key does.
bool hasEscapedKeys(std::string_view body)
{
    constexpr std::string_view kEscape = "\\u00";
    for (std::size_t at = body.find(kEscape); at != std::string_view::npos; at = body.find(kEscape, at + 1))
        if (at + kEscape.size() < body.size() && body[at + kEscape.size()] >= '4' && body[at + kEscape.size()] <= '7')
            return true;
    return false;
}

/// Cheap, for most requests refer to nothing.
bool mayRefer(std::string_view body, bool isResponses)
{
    const bool hasIds = body.find("_id") != std::string_view::npos;
    if (isResponses && (hasIds || body.find("\"id\"") != std::string_view::npos || body.find("\"conversation\"") != std::string_view::npos))
        return true;
    return (hasIds && body.find("file_id") != std::string_view::npos) || hasEscapedKeys(body);
}

/// What decides whether an item of the input is one that the provider has to look up.
struct ItemFacts {
    std::set<std::string, std::less<>> seen; ///< keys
    bool isRepeated = false; ///< one of them
    std::vector<std::string> ids;
    std::string type;
    bool hasContents = false;
    bool hasCiphertext = false;
    bool hasResult = false;

    bool isReference() const
    {
        if (isRepeated || type == "item_reference")
            return true;
        if (type == "reasoning")
            return !hasCiphertext && !hasContents;
        if (type == "image_generation_call")
            return !hasResult;
        return type.empty() && !hasContents;
    }
};

class ReferenceWalk {
public:
    explicit ReferenceWalk(bool isResponses)
        : m_isResponses(isResponses)
    {
    }

    simdjson::error_code run(std::string_view body)
    {
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document;
        if (const auto error = parser.iterate(simdjson::padded_string_view(body, body.size() + kJsonPadding)).get(document))
            return error;
        simdjson::ondemand::object object;
        if (const auto error = document.get_object().get(object))
            return error;
        return eachField(object, [this](JsonField& field) { return top(field); });
    }
    std::vector<Reference> take() { return std::move(m_found); }

private:
    simdjson::error_code top(JsonField& field)
    {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        const Step step(*this, key);
        if (m_isResponses && key == "previous_response_id")
            return add(field.value(), Kind::Response);
        if (m_isResponses && key == "conversation")
            return conversation(field.value());
        if (m_isResponses && key == "input" && isArray(field.value()))
            return elements(field.value(), [this](JsonValue element) { return isObject(element) ? item(element) : value(element); });
        return member(key, field.value());
    }

    simdjson::error_code conversation(JsonValue value)
    {
        if (!isObject(value))
            return add(value, Kind::Conversation);
        return eachFieldOf(value, [this](JsonField& field) {
            std::string_view key;
            if (const auto error = field.unescaped_key().get(key))
                return error;
            const Step step(*this, key);
            return key == "id" ? add(field.value(), Kind::Conversation) : simdjson::SUCCESS;
        });
    }

    /// An item of the input. What is inside of it may name files.
    simdjson::error_code item(JsonValue item)
    {
        ItemFacts facts;
        const auto error = eachFieldOf(item, [&](JsonField& field) {
            std::string_view key;
            if (const auto code = field.unescaped_key().get(key))
                return code;
            facts.isRepeated |= !facts.seen.emplace(key).second;
            const Step step(*this, key);
            return part(facts, key, field.value());
        });
        if (!error && facts.isReference())
            for (std::string& id : facts.ids)
                m_found.push_back({Kind::Item, std::move(id), m_path + ".id"});
        return error;
    }

    simdjson::error_code part(ItemFacts& facts, std::string_view key, JsonValue value)
    {
        if (!isType(value, JsonType::string)) {
            const std::size_t before = m_elements;
            const auto error = member(key, value);
            facts.hasContents |= key == "content" && m_elements > before;
            return error;
        }
        std::string_view text;
        if (const auto error = value.get_string().get(text))
            return error;
        if (key == "id" && !text.empty())
            facts.ids.emplace_back(text);
        else if (key == "type")
            facts.type = text;
        facts.hasContents |= key == "content";
        facts.hasCiphertext |= key == "encrypted_content" && !text.empty();
        facts.hasResult |= key == "result" && !text.empty();
        if (isFile(key))
            addText(text, Kind::File);
        return simdjson::SUCCESS;
    }

    static bool isFile(std::string_view key) { return key == "file_id" || key == "input_file_id"; }

    simdjson::error_code member(std::string_view key, JsonValue value)
    {
        if (isFile(key))
            return add(value, Kind::File);
        if (key == "file_ids")
            return elements(value, [this](JsonValue element) { return add(element, Kind::File); });
        // What a tool is called with is an object in Anthropic's API.
        const bool isCallers = std::ranges::find(kCallersOwn, key) != kCallersOwn.end() || (key == "input" && isObject(value));
        return isCallers ? simdjson::SUCCESS : this->value(value);
    }

    simdjson::error_code value(JsonValue value)
    {
        if (m_depth > kDeepest)
            return simdjson::DEPTH_ERROR;
        if (isArray(value))
            return elements(value, [this](JsonValue element) { return this->value(element); });
        return eachFieldOf(value, [this](JsonField& field) {
            std::string_view key;
            if (const auto error = field.unescaped_key().get(key))
                return error;
            const Step step(*this, key);
            return member(key, field.value());
        });
    }

    template <class Visit> simdjson::error_code elements(JsonValue array, Visit visit)
    {
        std::size_t index = 0;
        return eachElementOf(array, [&](JsonValue element) {
            ++m_elements;
            const Step step(*this, index++);
            return visit(element);
        });
    }

    simdjson::error_code add(JsonValue value, Kind kind)
    {
        if (!isType(value, JsonType::string))
            return simdjson::SUCCESS;
        std::string_view text;
        if (const auto error = value.get_string().get(text))
            return error;
        addText(text, kind);
        return simdjson::SUCCESS;
    }

    void addText(std::string_view id, Kind kind)
    {
        if (!id.empty())
            m_found.push_back({kind, std::string(id), m_path});
    }

    /// One level further, for as long as it lives.
    class Step {
    public:
        Step(ReferenceWalk& walk, std::string_view key)
            : m_walk(walk)
            , m_length(walk.m_path.size())
        {
            constexpr std::size_t kLongest = 64;
            ++walk.m_depth;
            walk.m_path.append(m_length == 0 ? "" : ".").append(key.substr(0, kLongest));
        }
        Step(ReferenceWalk& walk, std::size_t index)
            : m_walk(walk)
            , m_length(walk.m_path.size())
        {
            ++walk.m_depth;
            walk.m_path.append("[").append(std::to_string(index)).append("]");
        }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;
        ~Step()
        {
            --m_walk.m_depth;
            m_walk.m_path.resize(m_length);
        }

    private:
        ReferenceWalk& m_walk;
        const std::size_t m_length;
    };

    const bool m_isResponses;
    std::string m_path;
    int m_depth = 0;
    std::size_t m_elements = 0; // of all arrays so far
    std::vector<Reference> m_found;
};

} // namespace

Result<std::vector<Reference>> referencesIn(std::string_view body, bool isResponses)
{
    if (!mayRefer(body, isResponses))
        return std::vector<Reference>();
    ReferenceWalk walk(isResponses);
    if (walk.run(body))
        return failure(ErrorKind::InvalidRequest, "The request body is not valid JSON, or is nested too deeply. Send valid JSON.");
    return walk.take();
}

} // namespace gateway::protocol
