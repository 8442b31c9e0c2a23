#include "ollama_load.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/ollama/ollama_codec.h"

namespace gateway::exchange {

namespace {

/// Null, "" or an empty list.
bool isNothing(std::string_view value)
{
    if (value.empty() || value == "null" || value == "\"\"")
        return true;
    return value.starts_with('[') && value.ends_with(']')
        && trimmed(value.substr(1, value.size() - 2), " \t\r\n").empty();
}

} // namespace

bool hasNoPrompt(const ClientRequest& request) { return isNothing(request.outline.messages(viewOf(request.body))); }

Result<std::string> loadAnswer(const ClientRequest& request, WallTime now)
{
    auto tree = treeOf(request);
    if (!tree)
        return failure(std::move(tree.error()));
    auto said = protocol::codecOf(request.ask.format).readRequest(*tree, request.ask.place);
    if (!said)
        return failure(std::move(said.error()));
    protocol::AnswerContext context;
    context.model = request.outline.model;
    context.now_s = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return toText(protocol::ollamaLoadAnswer(*said, context));
}

} // namespace gateway::exchange
