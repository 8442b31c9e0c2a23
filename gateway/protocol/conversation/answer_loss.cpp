#include "answer_loss.h"

#include "extra_loss.h"
#include "offered_tools.h"

#include "gateway/protocol/format.h"

#include <array>
#include <cstddef>
#include <string>

namespace gateway::protocol {

namespace {

/// Where each dialect has the stop reason, indexed by dialect. Gemini can express any reason: see `putFinish()`.
constexpr std::array<std::string_view, 5> kReasonFields{"finish_reason", "status", "stop_reason", "", "done_reason"};

void addPiece(Losses& losses, const Content& content, Dialect client)
{
    const auto* const opaque = std::get_if<Opaque>(&content);
    if (opaque && formatInfo(opaque->format).dialect != client)
        losses.add("answer: " + nameableType(kindOf(*opaque)));
}

void addReason(Losses& losses, StopReason stop, const std::string& cause, Dialect client)
{
    const std::string_view field = kReasonFields[static_cast<std::size_t>(client)];
    if ((stop == StopReason::Other || stop == StopReason::CutShort) && !field.empty())
        losses.add(std::string(field) + ": " + nameableType(cause));
}

} // namespace

void addAnswerLoss(Losses& losses, const AnswerEvent& event, Dialect client)
{
    if (const auto* const begun = std::get_if<PartBegun>(&event))
        addPiece(losses, begun->content, client);
    else if (const auto* const ended = std::get_if<ChoiceEnded>(&event))
        addReason(losses, ended->stop, ended->cause, client);
}

void addAnswerLosses(Losses& losses, const ModelAnswer& answer, Dialect client)
{
    for (const Choice& choice : answer.choices) {
        for (const Part& part : choice.parts)
            addPiece(losses, part.content, client);
        addReason(losses, choice.stop, choice.cause, client);
    }
}

} // namespace gateway::protocol
