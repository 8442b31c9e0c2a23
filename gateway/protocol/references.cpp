#include "references.h"

#include "id_letters.h"
#include "json_walk.h"
#include "reference_walk.h"
#include "request_outline.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/find_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <set>

namespace gateway::protocol {

namespace {

using Kind = Reference::Kind;

constexpr int kDeepest = 256;

/// JSON that belongs to the caller's own tools or metadata: providers do not look for files there.
constexpr std::array<std::string_view, 6> kCallersOwn{"metadata", "parameters", "input_schema", "schema", "arguments", "args"};

/// Whether a letter, underscore, colon or slash is written as an escape, which suggests an attempt to hide something.
bool hasOddEscapes(std::string_view body)
{
    constexpr std::string_view kEscape = "\\u00";
    for (std::size_t at = findByEnd(body, kEscape); at != std::string_view::npos; at = findByEnd(body, kEscape, at + 1)) {
        const std::string_view digits = body.substr(at + kEscape.size(), 2);
        if (digits.size() == 2 && ((digits[0] >= '4' && digits[0] <= '7') || equalsIgnoringCase(digits, "2f") || equalsIgnoringCase(digits, "3a")))
            return true;
    }
    return false;
}

constexpr std::array<std::string_view, 2> kSchemes{"fileid", "ms"}; // of Qwen-Long and Moonshot

bool endsIn(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && equalsIgnoringCase(text.substr(text.size() - end.size()), end);
}

/// For JSON as written: a slash may have a backslash, and the text before the scheme may be an escape.
bool mayHaveSchemes(std::string_view body)
{
    for (const std::string_view mark : {":/", ":\\/"})
        for (std::size_t at = findByEnd(body, mark); at != std::string_view::npos; at = findByEnd(body, mark, at + 1))
            if (std::ranges::any_of(kSchemes, [&](std::string_view scheme) { return endsIn(body.substr(0, at), scheme); }))
                return true;
    return hasOddEscapes(body);
}

/// Whether a text ends in a file scheme. "items" is another scheme.
bool endsInScheme(std::string_view text)
{
    const bool isOther = text.size() > 2 && (isOfId(text[text.size() - 3]) || text[text.size() - 3] == '+');
    return endsIn(text, kSchemes[0]) || (endsIn(text, kSchemes[1]) && !isOther);
}

/// Which member names a body may contain, in any case.
struct NameTraces {
    bool hasId = false; ///< a name that ends like this
    bool hasFileId = false;
    bool hasAudio = false;
    bool hasHistory = false; ///< a conversation, a container
};

void addName(std::string_view name, NameTraces& traces)
{
    constexpr std::string_view kLastLetters = "dsonrDSONR";
    if (name.empty() || kLastLetters.find(name.back()) == std::string_view::npos)
        return;
    const auto isIt = [name](std::string_view word) { return endsIn(name, word); };
    traces.hasAudio |= isIt("audio");
    traces.hasHistory |= isIt("conversation") || isIt("container");
    for (const std::string_view id : {std::string_view("id"), std::string_view("ids")}) {
        if (!isIt(id))
            continue;
        traces.hasId = true;
        const std::string_view before = name.substr(0, name.size() - id.size());
        traces.hasFileId |= endsIn(trimmed(before, "_-"), "file");
    }
}

/// For a body that is not JSON. A text that is not followed by a comma or bracket is not a value.
bool mayRefer(std::string_view body, bool isResponses)
{
    NameTraces names;
    for (std::size_t at = body.find('"'); at != std::string_view::npos; at = body.find('"', at + 1)) {
        const std::size_t next = body.find_first_not_of(" \t\r\n", at + 1);
        if (next != std::string_view::npos && std::string_view(",}]").find(body[next]) == std::string_view::npos)
            addName(body.substr(0, at), names);
    }
    return names.hasFileId || (names.hasAudio && names.hasId) || (isResponses && (names.hasId || names.hasHistory)) || mayHaveSchemes(body);
}

/// What decides whether the provider has to look up an item of the input.
struct ItemFacts {
    std::set<std::string, std::less<>> seen; ///< keys
    bool isRepeated = false; ///< one of them
    std::vector<std::string> ids;
    std::string type; ///< lower case
    bool hasSummary = false; ///< with words
    bool hasOddType = false; ///< that is not a text
    bool hasContents = false;
    bool hasCiphertext = false;
    bool hasResult = false;

    bool isReference() const
    {
        if (isRepeated || hasOddType || type == "item_reference")
            return true;
        if (type == "reasoning")
            return !hasCiphertext && !hasContents;
        if (type == "image_generation_call")
            return !hasResult;
        return type.empty() && !hasContents;
    }
    /// The item contains its own text. A provider that stores the item may look it up nevertheless, so it must not
    /// belong to another caller.
    bool isMentioned() const { return type == "reasoning" && hasSummary && !isRepeated && !hasOddType; }
};

class ReferenceWalk {
public:
    ReferenceWalk(bool isResponses, bool hasSchemes)
        : m_isResponses(isResponses)
        , m_hasSchemes(hasSchemes)
    {
    }

    simdjson::error_code run(simdjson::ondemand::document& document)
    {
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
        const std::string name = wordsOfName(key);
        if (m_isResponses && name == "previous_response_id")
            return add(field.value(), Kind::Response);
        if (m_isResponses && name == "conversation")
            return add(field.value(), Kind::Conversation);
        if (name == "input")
            return m_isResponses ? items(field.value()) : value(field.value());
        if (name == "body" && isObject(field.value())) // in a line of a batch
            return eachFieldOf(field.value(), [this](JsonField& inner) { return top(inner); });
        return member(key, field.value());
    }

    /// A provider may accept a single item without its array.
    simdjson::error_code items(JsonValue value)
    {
        if (m_depth > kDeepest)
            return simdjson::DEPTH_ERROR;
        if (isObject(value))
            return item(value);
        return isArray(value) ? elements(value, [this](JsonValue element) { return items(element); }) : text(value);
    }

    /// An item of the input. What is inside it may refer to files.
    simdjson::error_code item(JsonValue item)
    {
        ItemFacts facts;
        const auto error = eachFieldOf(item, [&](JsonField& field) {
            std::string_view key;
            if (const auto code = field.unescaped_key().get(key))
                return code;
            const std::string name = wordsOfName(key);
            facts.isRepeated |= !facts.seen.insert(name).second;
            const Step step(*this, key);
            return part(facts, name, field.value());
        });
        if (!error && facts.isReference())
            for (std::string& id : facts.ids)
                m_found.push_back({Kind::Item, std::move(id), m_path + ".id", facts.isMentioned()});
        return error;
    }

    simdjson::error_code part(ItemFacts& facts, std::string_view key, JsonValue value)
    {
        if (!isType(value, JsonType::string)) {
            const std::size_t before = m_elements;
            const std::size_t wordsBefore = m_words;
            facts.hasOddType |= key == "type" && (isObject(value) || isArray(value));
            const auto error = key == "id" ? strings(value, [&](std::string_view id) { facts.ids.emplace_back(id); }) : member(key, value);
            facts.hasSummary |= key == "summary" && m_words > wordsBefore;
            facts.hasContents |= key == "content" && m_elements > before;
            return error;
        }
        std::string_view text;
        if (const auto error = value.get_string().get(text))
            return error;
        if (key == "id" && !text.empty())
            facts.ids.emplace_back(text);
        else if (key == "type")
            facts.type = asciiLower(trimmed(text, " \t\r\n"));
        facts.hasContents |= key == "content";
        facts.hasCiphertext |= key == "encrypted_content" && !text.empty();
        facts.hasResult |= key == "result" && !text.empty();
        facts.hasSummary |= key == "summary" && !text.empty();
        if (isFile(key))
            addId(text, Kind::File);
        else if (isOfOtherItem(key))
            addId(text, Kind::Item, true);
        else
            addSchemes(text);
        return simdjson::SUCCESS;
    }

    /// `name`: as words. "input_file_id" is a file, "profile_id" is not.
    static bool isFile(std::string_view name)
    {
        for (const std::string_view word : {"file_id", "file_ids", "fileid", "fileids"})
            if (name.ends_with(word) && (name.size() == word.size() || name[name.size() - word.size() - 1] == '_'))
                return true;
        return false;
    }

    /// What a response created or requested in addition to its items, which may come from elsewhere. Source: OpenAI API
    /// reference, "Create a model response": input (mcp_approval_response, code_interpreter_call) and tools
    /// (code_interpreter, shell); read 2026-11-28.
    bool isOfOtherItem(std::string_view name) const
    {
        return m_isResponses && (name == "approval_request_id" || name == "container_id" || name == "container");
    }

    /// The id of audio that the assistant created. Source: OpenAI API reference, "Create chat completion", messages;
    /// read 2026-11-28.
    simdjson::error_code sound(JsonValue value)
    {
        return eachFieldOf(value, [this](JsonField& field) {
            std::string_view key;
            if (const auto error = field.unescaped_key().get(key))
                return error;
            const Step step(*this, key);
            return wordsOfName(key) == "id" ? add(field.value(), Kind::Item) : member(key, field.value());
        });
    }

    simdjson::error_code member(std::string_view key, JsonValue value)
    {
        const std::string name = wordsOfName(key);
        if (name == "text" && isType(value, JsonType::string))
            m_words += trimmed(value.raw_json_token(), " \t\r\n") != "\"\"" ? 1 : 0;
        if (isFile(name))
            return add(value, Kind::File);
        if (isOfOtherItem(name) && isType(value, JsonType::string))
            return strings(value, [this](std::string_view id) { addId(id, Kind::Item, true); });
        if (name == "audio" && isObject(value))
            return sound(value);
        // The input of a tool call is an object in Anthropic's API.
        const bool isCallers = std::ranges::find(kCallersOwn, key) != kCallersOwn.end() || (key == "input" && isObject(value));
        if (isCallers)
            return m_hasSchemes ? strings(value, [this](std::string_view text) { addSchemes(text); }) : simdjson::SUCCESS;
        return this->value(value);
    }

    simdjson::error_code value(JsonValue value)
    {
        if (m_depth > kDeepest)
            return simdjson::DEPTH_ERROR;
        if (isArray(value))
            return elements(value, [this](JsonValue element) { return this->value(element); });
        if (!isObject(value))
            return text(value);
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

    /// Adds every text inside a value that should be a single id, because it is unknown how the provider reads it.
    simdjson::error_code add(JsonValue value, Kind kind)
    {
        return strings(value, [this, kind](std::string_view id) { addId(id, kind); });
    }

    /// Calls `visit(std::string_view)` for each text in `value`, at any depth.
    template <class Visit> simdjson::error_code strings(JsonValue value, Visit visit)
    {
        if (m_depth > kDeepest)
            return simdjson::DEPTH_ERROR;
        if (isArray(value))
            return elements(value, [this, &visit](JsonValue element) { return strings<const Visit&>(element, visit); });
        if (isObject(value))
            return eachFieldOf(value, [this, &visit](JsonField& field) {
                std::string_view key;
                if (const auto error = field.unescaped_key().get(key))
                    return error;
                const Step step(*this, key);
                return strings<const Visit&>(field.value(), visit);
            });
        if (!isType(value, JsonType::string))
            return simdjson::SUCCESS;
        std::string_view text;
        if (const auto error = value.get_string().get(text))
            return error;
        visit(text);
        return simdjson::SUCCESS;
    }

    simdjson::error_code text(JsonValue value)
    {
        return m_hasSchemes ? strings(value, [this](std::string_view text) { addSchemes(text); }) : simdjson::SUCCESS;
    }

    void addId(std::string_view id, Kind kind, bool isMentioned = false)
    {
        if (!id.empty())
            m_found.push_back({kind, std::string(id), m_path, isMentioned});
    }

    /// The ids of "fileid://ID" and "ms://ID".
    void addSchemes(std::string_view text)
    {
        if (!m_hasSchemes)
            return;
        const std::string_view begin = trimmed(text, " \t\r\n");
        const std::string_view scheme = begin.substr(0, std::min(begin.find(":/"), begin.size()));
        const bool isReference = std::ranges::any_of(kSchemes, [&](std::string_view each) { return equalsIgnoringCase(scheme, each); });
        for (std::size_t at = text.find(":/"); at != std::string_view::npos; at = text.find(":/", at + 1)) {
            if (!endsInScheme(text.substr(0, at)))
                continue;
            std::string_view id = text.substr(std::min(text.find_first_not_of("/\\@:?#.", at + 1), text.size()));
            id = id.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(id, isOfId) - id.begin()));
            while (id.ends_with('.')) // the end of a sentence
                id.remove_suffix(1);
            addId(id, Kind::File, !isReference);
        }
    }

    /// One nesting level deeper, while this object exists.
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
    const bool m_hasSchemes;
    std::string m_path;
    int m_depth = 0;
    std::size_t m_elements = 0; // of all arrays so far
    std::size_t m_words = 0; // non-empty texts, counted in the same way
    std::vector<Reference> m_found;
};

Result<std::vector<Reference>> unread(std::string_view body, bool isResponses)
{
    if (!mayRefer(body, isResponses))
        return std::vector<Reference>(); // whoever parses it reports what is wrong
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The request body is not valid JSON or is nested too deeply. Send valid JSON with fewer levels.")});
}

} // namespace

Result<std::vector<Reference>> referencesIn(simdjson::ondemand::document& document, std::string_view body, bool isResponses)
{
    ReferenceWalk walk(isResponses, mayHaveSchemes(body));
    return walk.run(document) ? unread(body, isResponses) : walk.take();
}

Result<std::vector<Reference>> referencesIn(std::string_view body, bool isResponses)
{
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    if (parser.iterate(simdjson::padded_string_view(body, body.size() + kJsonPadding)).get(document))
        return unread(body, isResponses);
    return referencesIn(document, body, isResponses);
}

} // namespace gateway::protocol
