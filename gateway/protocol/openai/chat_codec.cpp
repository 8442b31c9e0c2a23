#include "chat_codec.h"

#include "chat_answer.h"
#include "chat_decoder.h"
#include "chat_encoder.h"
#include "chat_message_reader.h"
#include "chat_message_writer.h"
#include "chat_parameters.h"
#include "chat_tools.h"
#include "completions.h"

#include <QtGlobal>

namespace gateway::protocol::openai {

namespace {

Result<Conversation> readRequest(const Json& body, const RequestPlace& /*place*/)
{
    BodyProblem problem(Format::OpenAiChat);
    const BodyNode root(body, problem);
    Conversation conversation;
    conversation.origin = Format::OpenAiChat;
    readParameters(root, conversation);
    readTools(root, conversation);
    readMessages(root["messages"], conversation);
    if (problem.isThere())
        return problem.error();
    conversation.unread = root.unread();
    return conversation;
}

/// For a client of another format, only what every vendor accepts is written; the catalog has a vendor's own names and
/// values.
Result<Json> writeRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    BodyProblem problem;
    ChatWriting writing{conversation, target, losses, problem};
    Json body;
    body["model"] = target.model;
    body["messages"] = writeMessages(writing);
    writeTools(writing, body);
    writeParameters(writing, body);
    if (!conversation.previousResponseId.empty())
        problem.add("previous_response_id", QT_TRANSLATE_NOOP("Error", "names a response that is not stored here. Send the whole conversation."));
    if (problem.isThere())
        return problem.error();
    return body;
}

} // namespace

const Codec& openAiChatCodec()
{
    static const Codec kCodec{Format::OpenAiChat, readRequest, writeRequest, readChatAnswer, writeChatAnswer,
        makeChatDecoder, makeChatEncoder, readChatUsage};
    return kCodec;
}

const Codec& openAiCompletionsCodec()
{
    static const Codec kCodec{Format::OpenAiCompletions, readCompletionsRequest, nullptr, nullptr,
        writeCompletionsAnswer, nullptr, makeCompletionsEncoder};
    return kCodec;
}

} // namespace gateway::protocol::openai
