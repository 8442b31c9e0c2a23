#include "row_reader.h"

#include "prompt_template.h"
#include "row_fields.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::evaluation {

namespace {

constexpr std::array<std::string_view, 6> kRoles{"system", "developer", "user", "assistant", "tool", "function"};

/// Reads the parts of one row in turn.
class RowReader {
public:
    RowReader(const Json& object, std::size_t line, const SharedTemplate& shared, std::vector<RowProblem>& problems)
        : m_fields(object, {}, line, problems)
        , m_shared(shared)
        , m_problems(problems)
    {
        m_row.line = line;
    }

    std::optional<Row> read()
    {
        const std::size_t before = m_fields.problemCount();
        if (!m_fields.object().is_object()) {
            m_fields.report("", QT_TRANSLATE_NOOP("Error", "must be a JSON object, such as {\"prompt\": \"2 + 2?\", \"reference\": \"4\"}"));
            return std::nullopt;
        }
        m_row.unused = m_fields.checkNames(rowFieldNames(), false);
        readId();
        readQuestion();
        readTags();
        m_row.references = m_fields.texts("reference");
        if (std::ranges::any_of(m_row.references, [](const std::string& text) { return isBlank(text); }))
            m_fields.report("reference", QT_TRANSLATE_NOOP("Error", "must not be empty"));
        readAssertions();
        return m_fields.problemCount() == before ? std::optional(std::move(m_row)) : std::nullopt;
    }

private:
    void readId()
    {
        const Json* id = m_fields.find("id");
        const bool isText = id && id->is_string() && !isBlank(id->get_ref<const std::string&>());
        if (id && !isText && !id->is_number_integer())
            m_fields.report("id", QT_TRANSLATE_NOOP("Error", "must be a non-empty string or a whole number"));
        m_row.id = isText ? id->get<std::string>() : id ? toText(*id) : std::to_string(m_row.line);
    }

    void readQuestion()
    {
        const Json* vars = m_fields.find("vars");
        if (vars && !vars->is_object()) {
            m_fields.report("vars", QT_TRANSLATE_NOOP("Error", "must be an object of variables, such as {\"city\": \"Paris\"}"));
            vars = nullptr;
        }
        const int ways = static_cast<int>(m_fields.has("prompt")) + static_cast<int>(m_fields.has("messages")) + static_cast<int>(m_fields.has("prompts"));
        if (ways > 1)
            return m_fields.report("", QT_TRANSLATE_NOOP("Error", "has more than one of \"prompt\", \"messages\" and \"prompts\"; keep one"));
        const bool isShared = ways == 0 && m_fields.has("vars") && m_shared.prompt;
        if (ways == 0 && !isShared)
            return m_fields.report("", QT_TRANSLATE_NOOP("Error", "has neither \"prompt\" nor \"messages\" nor \"prompts\"; add one"));
        m_row.messages = m_fields.has("messages") ? readMessages() : Json::array();
        if (!m_fields.has("messages"))
            addMessage("user", isShared ? "prompts" : m_fields.has("prompts") ? "prompts" : "prompt",
                isShared ? m_shared.prompt : m_fields.has("prompts") ? readPrompts(m_fields.object(), m_row.line, m_problems) : m_fields.text("prompt"));
        if (m_fields.has("system") || (isShared && m_shared.system))
            addMessage("system", "system", m_fields.has("system") ? m_fields.text("system") : m_shared.system);
        if (vars || m_fields.has("prompts"))
            fill(vars ? *vars : Json::object());
    }

    /// `field`: where the text is from.
    void addMessage(const char* role, const char* field, const std::optional<std::string>& text)
    {
        if (text && isBlank(*text))
            m_fields.report(field, QT_TRANSLATE_NOOP("Error", "must not be empty"));
        const Json message{{"role", role}, {"content", text.value_or("")}};
        m_row.messages.insert(m_row.messages.begin(), message);
        m_origins.insert(m_origins.begin(), field);
    }

    Json readMessages()
    {
        const Json& messages = *m_fields.find("messages");
        if (!messages.is_array() || messages.empty()) {
            m_fields.report("messages", QT_TRANSLATE_NOOP("Error", "must be a list of messages, such as [{\"role\": \"user\", \"content\": \"Hello\"}]"));
            return Json::array();
        }
        for (std::size_t i = 0; i < messages.size(); ++i) {
            m_origins.push_back("messages[" + std::to_string(i) + ']');
            checkMessage(messages[i], m_origins.back());
        }
        return messages;
    }

    void checkMessage(const Json& message, const std::string& path)
    {
        const Json* role = json::findText(message, "role") ? &json::fieldOf(message, "role") : nullptr;
        if (!role || std::ranges::find(kRoles, role->get_ref<const std::string&>()) == kRoles.end())
            return m_fields.report(path, QT_TRANSLATE_NOOP("Error", "must be an object with \"role\" (system, developer, user, assistant or tool) and \"content\""));
        const Json& content = json::fieldOf(message, "content");
        const bool isPartList = content.is_array() && !content.empty() && std::ranges::all_of(content, [](const Json& part) { return json::findText(part, "type") != nullptr; });
        const bool isCall = content.is_null() && (message.contains("tool_calls") || message.contains("function_call"));
        if (!content.is_string() && !isPartList && !isCall)
            m_fields.report(path + ".content", QT_TRANSLATE_NOOP("Error", "must be a string or a list of parts, each with a \"type\""));
    }

    void fill(const Json& vars)
    {
        for (std::size_t i = 0; i < m_row.messages.size() && i < m_origins.size(); ++i) {
            if (!m_row.messages[i].is_object() || !m_row.messages[i].contains("content"))
                continue;
            Json& content = m_row.messages[i]["content"];
            if (content.is_string())
                fillText(content, m_origins[i], vars);
            for (std::size_t j = 0; content.is_array() && j < content.size(); ++j)
                if (json::findText(content[j], "text"))
                    fillText(content[j]["text"], m_origins[i], vars);
        }
    }

    void fillText(Json& text, const std::string& field, const Json& vars)
    {
        auto filled = fillTemplate(text.get_ref<const std::string&>(), vars);
        if (filled)
            text = std::move(*filled);
        else
            m_fields.report(field, filled.error().message);
    }

    void readTags()
    {
        for (const std::string& tag : m_fields.textList("tags"))
            if (!isBlank(tag))
                m_row.tags.emplace_back(trimmed(tag, " \t\r\n"));
        std::ranges::sort(m_row.tags);
        m_row.tags.erase(std::unique(m_row.tags.begin(), m_row.tags.end()), m_row.tags.end());
    }

    void readAssertions()
    {
        const Json* list = m_fields.find("assert");
        if (list && !list->is_array())
            return m_fields.report("assert", QT_TRANSLATE_NOOP("Error", "must be a list of assertions, such as [{\"type\": \"contains\", \"value\": \"4\"}]"));
        if (!list || list->empty()) {
            if (!m_fields.has("reference"))
                m_fields.report("", QT_TRANSLATE_NOOP("Error", "has neither \"reference\" nor \"assert\", so its answer cannot be scored; add one"));
            else
                m_row.assertions = {assertionFor(m_row.references)};
            return;
        }
        double weights = 0;
        for (std::size_t i = 0; i < list->size(); ++i) {
            RowFields fields = m_fields.within((*list)[i], "assert[" + std::to_string(i) + ']');
            if (auto assertion = readAssertion(fields, m_row.references))
                m_row.assertions.push_back(std::move(*assertion));
            weights += m_row.assertions.empty() ? 0 : m_row.assertions.back().weight;
        }
        if (m_row.assertions.size() == list->size() && weights == 0)
            m_fields.report("assert", QT_TRANSLATE_NOOP("Error", "must have at least one assertion with a weight greater than 0"));
    }

    RowFields m_fields;
    const SharedTemplate& m_shared;
    std::vector<RowProblem>& m_problems;
    Row m_row;
    std::vector<std::string> m_origins; ///< the field of each message
};

} // namespace

const std::vector<std::string>& rowFieldNames()
{
    static const std::vector<std::string> kNames{"id", "prompt", "messages", "system", "vars", "prompts", "reference", "tags", "assert"};
    return kNames;
}

std::optional<Row> readRow(const Json& object, std::size_t line, const SharedTemplate& shared, std::vector<RowProblem>& problems)
{
    return RowReader(object, line, shared, problems).read();
}

std::optional<std::string> readPrompts(const Json& object, std::size_t line, std::vector<RowProblem>& problems)
{
    RowFields fields(object, {}, line, problems);
    const auto prompts = fields.texts("prompts");
    if (prompts.size() == 1)
        return prompts.front();
    if (prompts.size() > 1)
        fields.report("prompts", {QT_TRANSLATE_NOOP("Error", "has %1 templates; keep one, and use one dataset for each prompt"), {std::to_string(prompts.size())}});
    return std::nullopt;
}

} // namespace gateway::evaluation
