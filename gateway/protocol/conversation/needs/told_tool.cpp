#include "told_tool.h"

#include "gateway/protocol/loose_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::protocol {

namespace {

/// Texts as they are, other values as JSON.
std::string wordsIn(const Json& object, const char* key)
{
    const Json& value = looseField(object, key);
    return value.is_null() ? std::string() : value.is_string() ? value.get<std::string>() : toText(value);
}

/// In brackets: the model is to know it, and not to write the like.
std::string told(std::string_view head, const std::string& words)
{
    std::string all = "[";
    all.append(head);
    if (words.empty())
        return all + ']';
    return all + ":]\n" + words;
}

void addLine(std::string& all, const std::string& line)
{
    if (!line.empty())
        all += (all.empty() ? "" : "\n") + line;
}

std::string result(const std::string& words, bool isError)
{
    return told(isError ? "It failed" : words.empty() ? "It returned nothing" : "It returned", words);
}

std::string call(const Json& item, const char* server, const char* arguments)
{
    const std::string name = looseText(item, "name");
    if (name.empty())
        return {};
    const std::string host = looseText(item, server);
    return told("Called the tool " + name + (host.empty() ? "" : " of " + host), wordsIn(item, arguments));
}

std::string mcpCall(const Json& item, Losses&)
{
    std::string all = call(item, "server_label", "arguments");
    const std::string error = wordsIn(item, "error");
    if (!error.empty())
        addLine(all, result(error, true));
    else if (looseField(item, "output").is_string())
        addLine(all, result(looseText(item, "output"), false));
    return all;
}

std::string mcpToolUse(const Json& block, Losses&) { return call(block, "server_name", "input"); }

std::string mcpToolResult(const Json& block, Losses&)
{
    std::string words = looseText(block, "content");
    const Json& content = looseField(block, "content");
    if (content.is_array())
        for (const Json& each : content)
            addLine(words, looseText(each, "text"));
    return result(words, looseField(block, "is_error") == true);
}

std::string code(const std::string& text) { return text.empty() ? std::string() : told("Ran this code", text); }

std::string searched(const std::string& query)
{
    return query.empty() ? std::string() : told("Searched the web for", query);
}

std::string codeInterpreterCall(const Json& item, Losses& losses)
{
    std::string all = code(looseText(item, "code"));
    const Json& outputs = looseField(item, "outputs");
    if (!outputs.is_array())
        return all;
    for (const Json& output : outputs)
        if (looseText(output, "type") == "logs")
            addLine(all, result(looseText(output, "logs"), false));
        else
            losses.add("files that code made");
    return all;
}

std::string webSearchCall(const Json& item, Losses&)
{
    const Json& action = looseField(item, "action");
    std::string query = looseText(action, "query");
    if (const Json& queries = looseField(action, "queries"); query.empty() && queries.is_array())
        for (const Json& each : queries)
            if (each.is_string())
                addLine(query, each.get<std::string>());
    std::string all = searched(query);
    if (const std::string url = looseText(action, "url"); !url.empty())
        addLine(all, told("Opened the page", url));
    std::string found;
    const Json& sources = looseField(action, "sources");
    if (sources.is_array())
        for (const Json& source : sources)
            addLine(found, looseText(source, "url"));
    if (!found.empty())
        addLine(all, told("Found", found));
    return all;
}

/// The tools of Anthropic's server whose input is one text.
std::string serverToolUse(const Json& block, Losses&)
{
    const std::string name = looseText(block, "name");
    const Json& input = looseField(block, "input");
    if (name == "web_search")
        return searched(looseText(input, "query"));
    return name == "code_execution" ? code(looseText(input, "code"))
        : name == "bash_code_execution" ? code(looseText(input, "command")) : std::string();
}

std::string codeExecutionToolResult(const Json& block, Losses& losses)
{
    const Json& content = looseField(block, "content");
    if (const std::string error = looseText(content, "error_code"); !error.empty())
        return result(error, true);
    if (!looseField(content, "return_code").is_number())
        return {};
    if (looseField(content, "encrypted_stdout").is_string())
        losses.add("content of type encrypted_code_execution_result");
    if (!looseField(content, "content").empty())
        losses.add("files that code made");
    std::string words = looseText(content, "stdout");
    addLine(words, looseText(content, "stderr"));
    return result(words, looseField(content, "return_code") != 0);
}

std::string webSearchToolResult(const Json& block, Losses& losses)
{
    const Json& content = looseField(block, "content");
    if (const std::string error = looseText(content, "error_code"); !error.empty())
        return result(error, true);
    if (!content.is_array())
        return {};
    std::string found;
    for (const Json& each : content) {
        const std::string title = looseText(each, "title");
        addLine(found, title + (title.empty() ? "" : ": ") + looseText(each, "url"));
    }
    if (!found.empty())
        losses.add("text of what a search found");
    return told(found.empty() ? "Found nothing" : "Found", found);
}

std::string executableCode(const Json& part, Losses&) { return code(looseText(part, "code")); }

std::string codeExecutionResult(const Json& part, Losses&)
{
    const std::string outcome = looseText(part, "outcome");
    return result(looseText(part, "output"), outcome == "OUTCOME_FAILED" || outcome == "OUTCOME_DEADLINE_EXCEEDED");
}

struct ToolRow {
    Format format;
    std::string_view type; ///< in Gemini's format the field that holds it
    std::string (*words)(const Json&, Losses&);
};

constexpr std::array kTools{
    ToolRow{Format::OpenAiResponses, "mcp_call", mcpCall},
    ToolRow{Format::OpenAiResponses, "code_interpreter_call", codeInterpreterCall},
    ToolRow{Format::OpenAiResponses, "web_search_call", webSearchCall},
    ToolRow{Format::Anthropic, "mcp_tool_use", mcpToolUse},
    ToolRow{Format::Anthropic, "mcp_tool_result", mcpToolResult},
    ToolRow{Format::Anthropic, "server_tool_use", serverToolUse},
    ToolRow{Format::Anthropic, "code_execution_tool_result", codeExecutionToolResult},
    ToolRow{Format::Anthropic, "bash_code_execution_tool_result", codeExecutionToolResult},
    ToolRow{Format::Anthropic, "web_search_tool_result", webSearchToolResult},
    ToolRow{Format::Gemini, "executableCode", executableCode},
    ToolRow{Format::Gemini, "executable_code", executableCode},
    ToolRow{Format::Gemini, "codeExecutionResult", codeExecutionResult},
    ToolRow{Format::Gemini, "code_execution_result", codeExecutionResult},
};

} // namespace

std::string toldTool(const Opaque& item, Losses& losses)
{
    const std::string kind = kindOf(item);
    const auto row = std::ranges::find_if(
        kTools, [&](const ToolRow& each) { return each.format == item.format && each.type == kind; });
    if (row == kTools.end())
        return {};
    return row->words(item.format == Format::Gemini ? looseField(item.value, kind.c_str()) : item.value, losses);
}

std::string kindOf(const Opaque& item)
{
    std::string type = looseText(item.value, "type");
    if (!type.empty() || !item.value.is_object())
        return type;
    // Beside what the part is, Gemini may say how it was thought of.
    for (const auto& [key, value] : item.value.items())
        if (value.is_object())
            return key;
    return {};
}

} // namespace gateway::protocol
