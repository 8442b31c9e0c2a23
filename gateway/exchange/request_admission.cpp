#include "request_admission.h"

#include "local_handlers.h"

#include "gateway/core/log.h"
#include "gateway/core/text/ascii.h"
#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/admission/request_target.h"
#include "gateway/exchange/admission/serving.h"
#include "gateway/exchange/answers/stored_responses.h"

#include <QtGlobal>

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::exchange {

namespace {

// `methods` is a list such as "GET, HEAD". Source: RFC 9110 §9.1: methods are case-sensitive.
bool takesMethod(std::string_view methods, std::string_view method)
{
    while (!methods.empty()) {
        const std::size_t comma = std::min(methods.find(','), methods.size());
        if (methods.substr(0, comma) == method)
            return true;
        methods.remove_prefix(std::min(comma + 2, methods.size()));
    }
    return false;
}

ClientNotes& notesOf(http::ClientConnection& client, const Services& services)
{
    if (!client.note()) {
        auto notes = std::make_shared<ClientNotes>();
        if (services.findUser)
            notes->user = PeerUser([&client, &services] { return services.findUser(client.ends()); });
        client.setNote(std::move(notes));
    }
    return *static_cast<ClientNotes*>(client.note().get());
}

/// Files, images and audio are sent as forms.
bool takesForms(const Ask& ask)
{
    const auto begins = [&ask](std::string_view folder) { return ask.path.starts_with(folder); };
    return ask.operation == Operation::PassThrough && (begins("files") || begins("images/") || begins("audio/"));
}

} // namespace

RequestAdmission::RequestAdmission(ExchangeState& state)
    : m_state(state)
    , m_notes(notesOf(state.client, state.services))
{
}

Result<void> RequestAdmission::admit()
{
    const http::RequestHead& head = m_state.client.request();
    identify();
    m_state.record->trace = usage::traceContextOf(head.headers);
    if (!m_state.record->trace && m_state.services.tracesExchanges)
        m_state.record->trace = usage::ownTrace(m_state.record->id);
    if (m_state.identity->hasProcess() && !isProbe(m_state.endpoint)) {
        if (!m_notes.process && m_state.services.findProcess) // at the first recorded request of a connection
            m_notes.process = m_state.services.findProcess(m_state.client.ends());
        m_state.record->process = m_notes.process;
    }
    return examine();
}

/// Identifies the endpoint, the client program and its address.
void RequestAdmission::identify()
{
    const http::RequestHead& head = m_state.client.request();
    m_state.endpoint = endpointAt(head.path, *m_state.snapshot);
    if (m_state.endpoint.endpoint)
        if (const Endpoint& twin = asAnthropics(*m_state.endpoint.endpoint); &twin != m_state.endpoint.endpoint && isAnthropicClient(head))
            m_state.endpoint.endpoint = &twin;
    m_state.identity.emplace(head, *m_state.snapshot, m_notes.user);
    m_state.record->dialect = m_state.endpoint.endpoint ? std::string(m_state.endpoint.endpoint->name) : std::string("unknown");
    m_state.record->clientName = clientName(head, m_state.snapshot->redactor);
}

/// Whether the request is allowed. Apart from state that changes by itself, only the head and the snapshot decide.
Result<void> RequestAdmission::examine()
{
    const http::RequestHead& head = m_state.client.request();
    if (auto source = checkSource(head, *m_state.snapshot, isProbe(m_state.endpoint)); !source)
        return source;
    if (auto path = checkPath(head.path); !path)
        return path;
    if (head.asksForWebSocket)
        return failure(ErrorKind::UpgradeNotSupported,
                       {QT_TRANSLATE_NOOP("Error", "This gateway does not speak WebSocket. Send the request over plain HTTP; answers stream as server-sent events.")});
    if (isServerOptions(head))
        return {};
    if (!m_state.endpoint.endpoint)
        return failure(ErrorKind::UnknownEndpoint,
                       {QT_TRANSLATE_NOOP("Error", "Unknown path. Chat completions are at /v1/chat/completions, models at /v1/models.")});
    const bool isMetrics = m_state.endpoint.endpoint->operation == Operation::Metrics;
    m_state.isRecorded = !isProbe(m_state.endpoint) && !isMetrics;
    if (head.method == "OPTIONS")
        return {};
    const std::string_view methods = m_state.endpoint.endpoint->methods;
    if (!takesMethod(methods, head.method))
        return failure(ErrorKind::MethodNotAllowed, {QT_TRANSLATE_NOOP("Error", "This endpoint accepts only %1."), {std::string(methods)}});
    m_state.request.ask = askOf(m_state.endpoint, head);
    if (isProbe(m_state.endpoint))
        return {};
    if (auto hops = checkHops(head, m_state.services.instanceId); !hops)
        return hops;
    if (auto type = checkPageBody(head, takesForms(m_state.request.ask)); !type)
        return type;
    if (auto identified = identifyConsumer(); !identified)
        return identified;
    return admitOperation();
}

Result<void> RequestAdmission::identifyConsumer()
{
    auto caller = identifyCaller(m_state.client.request(), *m_state.identity, *m_state.snapshot, m_state.record->startedAt);
    if (!caller) {
        m_isAbandoned = hasLeftUnknown();
        if (!m_isAbandoned)
            warnOfRemote();
        return failure(std::move(caller.error()));
    }
    m_state.caller = std::move(*caller);
    m_state.record->consumer = m_state.caller.name;
    noteEvaluation();
    return {};
}

/// An evaluation is started by people in many programs, or by a timer: all of its requests count as one program.
void RequestAdmission::noteEvaluation() const
{
    if (!m_state.caller.isOwn)
        return;
    if (const std::string_view run = evalRunOf(m_state.client.request().headers); !run.empty()) {
        m_state.record->evalRun = run;
        m_state.record->process = std::make_shared<const usage::ProcessName>(std::string(usage::kEvaluationProgram));
    }
}

/// The system reports the user of a connection only as long as the client has its end open, and for one that was reset
/// before it was accepted not even the address. With a known key neither matters.
bool RequestAdmission::hasLeftUnknown() const
{
    const Snapshot& snapshot = *m_state.snapshot;
    const bool isUnknown = m_state.client.ends().peer.port == 0 || m_state.identity->isUserUnknown();
    return isUnknown && snapshot.settings.listen.requireKey != config::RequireKey::Always && m_state.client.hasClientLeft()
        && std::ranges::none_of(shownKeys(m_state.client.request()), [&snapshot](const std::string& key) { return snapshot.consumerKeys.find(key) != nullptr; });
}

/// Logged once, because somebody who sets up a reverse proxy or another account looks into the log first, and requests
/// could be rejected for ever.
void RequestAdmission::warnOfRemote() const
{
    if (m_state.snapshot->settings.listen.requireKey == config::RequireKey::Always || !m_state.identity->isRefusedHere()
        || std::exchange(m_state.services.hasWarnedOfRemote, true))
        return;
    qCWarning(logExchange, "%s: a caller without a key was refused, because %s. %s Give it a consumer key. Later refusals are not logged.",
              m_state.record->id.c_str(), toText(m_state.identity->whyRemote()).c_str(), toText(m_state.identity->remedy()).c_str());
}

/// Whether the operation is supported, and possible now.
Result<void> RequestAdmission::admitOperation()
{
    const Operation operation = m_state.request.ask.operation;
    if (operation == Operation::NotServed)
        return failure(ErrorKind::ProtocolNotServed,
                       {QT_TRANSLATE_NOOP("Error", "This endpoint is not supported by this version. Chat, embeddings and models are supported in the APIs "
                           "of OpenAI, Anthropic, Gemini and Ollama.")});
    const http::RequestHead& head = m_state.client.request();
    const bool isStored = operation == Operation::StoredResponse;
    if (isStored && head.method == "POST" && storedAskOf(m_state.request.ask.rest, head).what != StoredAsk::What::End)
        return failure(ErrorKind::UnknownEndpoint, {QT_TRANSLATE_NOOP("Error", "This path does not accept requests. Create a response with POST /v1/responses.")});
    if (isAnsweredHere(operation))
        return {};
    if (auto open = checkOpen(); !open)
        return open;
    return operation == Operation::PassThrough ? Result<void>() : checkBodyType(head);
}

/// Whether requests may be sent to providers now.
Result<void> RequestAdmission::checkOpen() const
{
    if (!m_state.services.isStopping && !m_state.services.isPaused)
        return {};
    Error error;
    error.kind = m_state.services.isStopping ? ErrorKind::GatewayStopping : ErrorKind::GatewayPaused;
    error.message = Sentence::of(m_state.services.isStopping
            ? QT_TRANSLATE_NOOP("Error", "The gateway is stopping. Send the request again in a moment.")
            : QT_TRANSLATE_NOOP("Error", "The gateway is paused. Resume it from the tray icon or the window."));
    error.retryAfter_s = m_state.services.isStopping ? 2 : 30;
    return failure(std::move(error));
}

bool isAnthropicClient(const http::RequestHead& head)
{
    return head.headers.find("anthropic-version")
        || startsIgnoringCase(head.headers.find("user-agent").value_or(std::string_view()), "claude-c");
}

bool isProbe(const EndpointMatch& match)
{
    return match.endpoint
        && (match.endpoint->operation == Operation::Liveness || match.endpoint->operation == Operation::Health);
}

bool isServerOptions(const http::RequestHead& head) { return head.method == "OPTIONS" && head.path == "*"; }

} // namespace gateway::exchange
