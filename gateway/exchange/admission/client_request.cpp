#include "client_request.h"

#include "gateway/core/json/json_reading.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

using protocol::ModelPlace;
using protocol::RequestContents;
using protocol::RequestOutline;
using protocol::RequestShape;

RequestShape shapeOf(const Ask& ask)
{
    switch (ask.operation) {
    case Operation::Embed:
        return {"input", ask.place.model.empty() ? ModelPlace::Body : ModelPlace::Path};
    case Operation::PassThrough:
        return {"", ModelPlace::MaybeBody};
    case Operation::OllamaShow: // older clients call the model "name"
        return {"", ModelPlace::MaybeBody};
    default:
        return protocol::formatInfo(ask.format).shape;
    }
}

bool saysForm(const ClientRequest& request) { return startsIgnoringCase(trimmed(request.contentType), "multipart/"); }

/// Source: OpenAI API reference, "Images", "Audio", "Files"; everything else is JSON. Read 2026-11-28.
bool takesForm(const Ask& ask)
{
    const std::string_view kind = std::string_view(ask.path).substr(0, ask.path.find('/'));
    return ask.operation == Operation::PassThrough && (kind == "images" || kind == "audio" || kind == "files");
}

Error needsJson()
{
    constexpr int kUnsupportedMediaType = 415;
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.status = kUnsupportedMediaType;
    error.message = {QT_TRANSLATE_NOOP("Error", "This endpoint does not accept forms. Send a JSON object with \"Content-Type: application/json\".")};
    return error;
}

/// Whether the text at `at` is a parameter of a part's Content-Disposition, and not the end of "filename".
bool isOfDisposition(std::string_view form, std::size_t at)
{
    const std::size_t line = form.rfind('\n', at) + 1; // 0 if there is none before it
    return at > 0 && (form[at - 1] == ' ' || form[at - 1] == ';')
        && startsIgnoringCase(form.substr(line, at - line), "content-disposition:");
}

} // namespace

std::string_view formField(std::string_view form, std::string_view name)
{
    constexpr std::size_t kLongest = 512;
    const std::string quoted = "name=\"" + std::string(name) + '"';
    std::size_t at = form.find(quoted);
    while (at != std::string_view::npos && !isOfDisposition(form, at))
        at = form.find(quoted, at + 1);
    if (at == std::string_view::npos)
        return {};
    const std::size_t begin = form.find("\r\n\r\n", at);
    if (begin == std::string_view::npos)
        return {};
    const std::string_view rest = form.substr(begin + 4);
    const std::string_view value = rest.substr(0, rest.find("\r\n"));
    return value.size() <= kLongest ? value : std::string_view();
}

bool isForm(const ClientRequest& request)
{
    return takesForm(request.ask) && saysForm(request);
}

namespace {

Result<RequestContents> contentsOfBody(const ClientRequest& request, protocol::RequestOutlineReader& reader)
{
    const std::string_view body = viewOf(request.body);
    const bool isPassed = request.ask.operation == Operation::PassThrough;
    if (isPassed && isForm(request)) {
        RequestOutline form;
        form.model = formField(body, "model");
        form.stream = formField(body, "stream") == "true";
        return RequestContents{std::move(form), protocol::referencesInForm(body)};
    }
    if (isPassed && trimmed(body, " \t\r\n").empty())
        return RequestContents{};
    if (saysForm(request) && !trimmed(body, " \t\r\n").starts_with('{'))
        return failure(needsJson());
    auto contents = reader.readWithReferences(body, shapeOf(request.ask), request.ask.format == protocol::Format::OpenAiResponses);
    if (contents && !request.ask.place.model.empty()) {
        contents->outline.model = request.ask.place.model;
        contents->outline.stream = request.ask.place.isStream;
    }
    return contents;
}

} // namespace

Result<RequestContents> contentsOf(const ClientRequest& request, protocol::RequestOutlineReader& reader)
{
    auto contents = contentsOfBody(request, reader);
    if (contents && contents->references && request.ask.owned == OwnedUse::One)
        contents->references->insert(contents->references->begin(),
                                     {protocol::Reference::Kind::File, request.ask.rest.substr(0, request.ask.rest.find('/')), {}});
    return contents;
}

Result<Json> treeOf(const ClientRequest& request) { return treeOf(viewOf(request.body)); }

Result<Json> treeOf(std::string_view json)
{
    if (holdsMoreValues(json, kMostValues))
        return failure(ErrorKind::InvalidRequest,
            {QT_TRANSLATE_NOOP("Error", "The request body contains more than %1 JSON values. Send fewer in one request."), {std::to_string(kMostValues)}});
    auto tree = readJson(json);
    if (!tree && tree.error().kind == JsonFault::Kind::TooDeep)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The request body is %1, which is the limit. Send JSON with fewer levels."), {tree.error().words}});
    if (!tree)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The request body is not valid JSON: %1."), {tree.error().words}});
    return std::move(*tree);
}

} // namespace gateway::exchange
