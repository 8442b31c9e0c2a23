#include "probe.h"

#include "upstream_answer.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/bytes.h"
#include "gateway/protocol/codecs/codec_table.h"

#include <algorithm>
#include <array>

namespace gateway::providers {

namespace {

constexpr std::size_t kMostOfRefusal = 64 * 1024;
constexpr std::array kNoList{404, 405, 501}; ///< how those answer that list no models; an address that is wrong may, too
constexpr const char* kNotAList = QT_TRANSLATE_NOOP("Error", "the answer is not a list of models: check that the address ends right before /models");

/// A price for sorting: cheap models first, then free ones (often limited), then unknown ones.
float rankOf(const CatalogModel& model)
{
    constexpr float kFree = 1e6F;
    constexpr float kUnknown = 2e6F;
    if (model.inputPrice < 0 || model.outputPrice < 0)
        return kUnknown;
    const float price = model.inputPrice + model.outputPrice;
    return price > 0 ? price : kFree;
}

const CatalogModel* cheapest(std::span<const CatalogModel> known, std::span<const std::string> listed)
{
    const CatalogModel* best = nullptr;
    for (const CatalogModel& model : known) {
        if (!model.toolCall) // speech, images, embeddings: tool calls indicate a chat model
            continue;
        if (!listed.empty() && std::find(listed.begin(), listed.end(), model.id) == listed.end())
            continue;
        if (!best || rankOf(model) < rankOf(*best))
            best = &model;
    }
    return best;
}

/// Whether a failure is the decoder's own message for a stream in another format: errors of providers have this
/// message, or a kind.
bool isDecoderMessage(const protocol::AnswerError& error, std::string_view piece)
{
    return error.type.empty() && error.code.empty() && error.status == 0 && piece.find("rror") == std::string_view::npos;
}

/// The test request, independent of protocols.
protocol::Conversation question(const std::string& model)
{
    protocol::Conversation asked;
    asked.model = model;
    asked.isStream = true;
    asked.sampling.maxTokens = kMostProbeOutput;
    protocol::Message message;
    message.parts.push_back({protocol::Text{"Say OK.", {}, {}}, {}});
    asked.messages.push_back(std::move(message));
    return asked;
}

} // namespace

std::string probeModel(
    const std::optional<std::string>& wanted, std::span<const std::string> listed, std::span<const CatalogModel> known)
{
    if (wanted && !wanted->empty())
        return *wanted;
    if (const CatalogModel* model = cheapest(known, listed))
        return std::string(model->id);
    return listed.empty() ? std::string() : listed.front();
}

Probe::Probe(QNetworkAccessManager& network, UpstreamAccess access, std::optional<std::string> wanted,
    std::span<const CatalogModel> known, ProviderClient::ProbeDone done, QObject* parent)
    : QObject(parent)
    , m_network(network)
    , m_access(std::move(access))
    , m_wanted(std::move(wanted))
    , m_known(known)
    , m_done(std::move(done))
{
}

void Probe::start()
{
    if (m_access.endpoint.modelsPath.empty()) {
        QMetaObject::invokeMethod(this, &Probe::ask, Qt::QueuedConnection);
        return;
    }
    auto* const chore = new Chore(
        m_network, m_access, m_access.endpoint.modelsPath, {}, {}, [this](const Chore::Reply& reply) { listed(reply); },
        this);
    chore->limitBody(kLargestModelList);
}

void Probe::listed(const Chore::Reply& reply)
{
    if (reply.failure && reply.failure->kind == ErrorKind::UpstreamUnreachable) { // a chat request would fail in the same way
        m_result.status = reply.status;
        return finish(*reply.failure, reply.cause);
    }
    readList(reply);
    ask(); // whatever the result of the list: some providers have none, some require no key for it
}

void Probe::readList(const Chore::Reply& reply)
{
    m_result.status = reply.status;
    if (reply.failure) {
        m_listFailure = {*reply.failure, reply.cause};
        return;
    }
    if (reply.status != 200) {
        if (std::ranges::find(kNoList, reply.status) == kNoList.end())
            m_listFailure = {refusalOf(m_access, reply.status, viewOf(reply.body), false), UpstreamFailure::Status};
        return;
    }
    const auto list = parseModelList(viewOf(reply.body));
    if (!list) {
        m_listFailure = {Error{ErrorKind::UpstreamProtocolError, Sentence::of(kNotAList)}, UpstreamFailure::NotAList};
        return;
    }
    m_result.listed = list->names;
    m_result.models = static_cast<int>(list->names.size());
}

/// The reason comes first: without a list, no model is known.
void Probe::finishWithoutModel()
{
    if (m_listFailure)
        return finish(m_listFailure->error, m_listFailure->cause);
    finish(Error{ErrorKind::ModelNotFound, QT_TRANSLATE_NOOP("Error", "no model is known: enter one for the test")}, UpstreamFailure::NoModel);
}

void Probe::ask()
{
    m_result.model = probeModel(m_wanted, m_result.listed, m_known);
    if (m_result.model.empty())
        return finishWithoutModel();
    m_result.status = 0; // until that of the chat request arrives
    const auto format = formatOf(m_access.endpoint.protocol).value_or(protocol::Format::OpenAiChat);
    const protocol::Codec& codec = protocol::codecOf(format);
    protocol::WriteTarget target;
    target.model = m_result.model;
    protocol::Losses losses;
    auto body = codec.writeRequest(question(m_result.model), target, losses);
    if (!body)
        return finish(body.error(), UpstreamFailure::NotAChat);
    if (format == protocol::Format::OpenAiChat) {
        body->erase(kOldLimit);
        body->erase(kNewLimit);
        body->erase("stream_options"); // some providers reject unknown fields, and usage is not needed
        (*body)[m_limitName] = kMostProbeOutput;
    }
    for (const std::string& name : m_access.endpoint.parameters.remove)
        body->erase(name);
    for (const auto& [name, value] : m_access.endpoint.parameters.set)
        (*body)[name] = parseJson(value.text).value_or(Json());
    m_decoder = codec.makeDecoder("probe");
    m_clock.start();
    new Chore(
        m_network, m_access, pathFor(m_access.endpoint.streamPath, m_result.model),
        QByteArray::fromStdString(gateway::toText(*body)), [this](const QByteArray& piece) { read(piece); },
        [this](const Chore::Reply& reply) { answered(reply); }, this);
}

void Probe::read(const QByteArray& piece)
{
    std::vector<protocol::AnswerEvent> events;
    m_decoder->feed(viewOf(piece), events);
    take(events);
    for (const protocol::AnswerEvent& event : events)
        if (const auto* const failed = std::get_if<protocol::AnswerFailed>(&event); failed && m_streamError.empty()
            && !isDecoderMessage(failed->error, viewOf(piece)))
            m_streamError = gateway::toText(Json{{"error", Json{{"message", failed->error.message},
                {"type", failed->error.type}, {"code", failed->error.code}}}});
}

/// Handles the model's output.
void Probe::take(const std::vector<protocol::AnswerEvent>& events)
{
    for (const protocol::AnswerEvent& event : events) {
        const auto* const grew = std::get_if<protocol::PartGrew>(&event);
        const bool isToken = (grew && !grew->text.empty()) || std::holds_alternative<protocol::PartBegun>(event)
            || std::holds_alternative<protocol::ChoiceEnded>(event); // the token limit left no room for text
        if (isToken && m_result.firstToken.count() < 0)
            m_result.firstToken = Milliseconds(m_clock.elapsed());
    }
}

void Probe::answered(const Chore::Reply& reply)
{
    m_result.status = reply.status;
    m_result.total = Milliseconds(m_clock.elapsed());
    if (reply.failure)
        return finish(*reply.failure, reply.cause);
    if (reply.status == 400 && m_limitName == kOldLimit
        && viewOf(reply.body).find(kNewLimit) != std::string_view::npos) {
        m_limitName = kNewLimit; // newer OpenAI models accept only this one
        return ask();
    }
    if (reply.status != 200) {
        m_result.refusal = viewOf(reply.body).substr(0, kMostOfRefusal);
        m_result.keyMistake = m_access.keyMistake;
        return finish(refusalOf(m_access, reply.status, viewOf(reply.body)), UpstreamFailure::Status);
    }
    std::vector<protocol::AnswerEvent> last;
    m_decoder->finish(last);
    take(last);
    if (!m_streamError.empty()) {
        m_result.refusal = m_streamError.substr(0, kMostOfRefusal);
        const std::string words = withoutCredentials(upstreamWords(m_streamError), m_access);
        return finish(Error{ErrorKind::UpstreamError, {QT_TRANSLATE_NOOP("Error", "the provider cut off its answer: %1"), {words}}, words},
            UpstreamFailure::BrokenStream);
    }
    if (m_result.firstToken.count() < 0)
        return finish(
            Error{ErrorKind::UpstreamProtocolError,
                {QT_TRANSLATE_NOOP("Error", "the answer is not a stream of the %1 API: check that the address ends right before the endpoint path"),
                    {std::string(displayName(m_access.endpoint.protocol))}}},
            UpstreamFailure::NotAChat);
    m_result.ok = true;
    finish();
}

void Probe::finish(const Error& error, UpstreamFailure failure)
{
    m_result.problem = error.kind;
    m_result.message = error.message;
    m_result.failure = failure;
    m_result.address = m_access.endpoint.origin();
    m_result.words = error.detail;
    finish();
}

void Probe::finish()
{
    deleteLater();
    const ProviderClient::ProbeDone done = m_done; // the receiver may delete the client, and this object with it
    const ProbeResult result = m_result;
    done(result);
}

} // namespace gateway::providers
