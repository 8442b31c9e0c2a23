#include "request_outline.h"

#include "reference_walk.h"

#include <QtGlobal>

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

namespace ondemand = simdjson::ondemand;

Result<void> invalid(std::string param, Sentence message)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.message = std::move(message);
    error.param = std::move(param);
    return failure(std::move(error));
}

Result<void> notJson(simdjson::error_code code)
{
    if (code == simdjson::UTF8_ERROR)
        return invalid({}, QT_TRANSLATE_NOOP("Error", "The request body is not UTF-8. Send it as UTF-8 encoded JSON."));
    return invalid({},
        QT_TRANSLATE_NOOP("Error", "The request body is not valid JSON. Send one JSON object."));
}

bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// The actual end of a value that ends somewhere before `limit`.
std::size_t valueEnd(std::string_view body, std::size_t limit, bool commaFollows)
{
    std::size_t end = limit;
    while (end > 0 && isSpace(body[end - 1]))
        --end;
    if (!commaFollows)
        return end;
    --end; // the comma
    while (end > 0 && isSpace(body[end - 1]))
        --end;
    return end;
}

/// Names are used in headers, errors and the ledger.
constexpr std::size_t kLongestModel = 512;

constexpr std::size_t kUsualFields = 16;
constexpr std::string_view kMessages = "messages";

/// A parser that grew for a larger body than this is released after use.
constexpr std::size_t kKeptCapacity = 256 * 1024;

class Reader {
public:
    Reader(ondemand::parser& parser, std::string_view body)
        : m_parser(parser)
        , m_body(body)
    {
    }

    Result<void> read(RequestOutline& request, ondemand::document& document)
    {
        if (auto bounds = findObject(request); !bounds)
            return bounds;
        if (const auto code =
                m_parser.iterate(simdjson::padded_string_view(m_body, m_body.size() + kJsonPadding)).get(document))
            return notJson(code);
        ondemand::object object;
        if (const auto code = document.get_object().get(object))
            return notJson(code);
        for (auto entry : object) {
            ondemand::field field;
            if (const auto code = std::move(entry).get(field))
                return notJson(code);
            if (auto taken = take(field, request); !taken)
                return taken;
        }
        const char* behind = nullptr;
        if (!document.current_location().get(behind)) // an error means that the end is reached
            return notJson(simdjson::TRAILING_CONTENT);
        closeLast(request);
        if (!m_seen[1])
            request.stream = request.shape.streamsUnasked;
        return checkComplete(request);
    }

private:
    Result<void> findObject(RequestOutline& request) const
    {
        const std::size_t begin = m_body.find_first_not_of(" \n\r\t");
        const std::size_t last = m_body.find_last_not_of(" \n\r\t");
        if (begin == std::string_view::npos)
            return invalid({}, QT_TRANSLATE_NOOP("Error", "The request body is empty. Send one JSON object with the fields of this API."));
        if (m_body.starts_with("\xef\xbb\xbf") || m_body.starts_with("\xff\xfe") || m_body.starts_with("\xfe\xff"))
            return invalid({}, QT_TRANSLATE_NOOP("Error", "The request body begins with a byte order mark. Send UTF-8 without one."));
        if (m_body[begin] != '{')
            return invalid({}, QT_TRANSLATE_NOOP("Error", "The request body must be one JSON object."));
        request.object = {begin, last + 1};
        return {};
    }

    Result<void> take(ondemand::field& field, RequestOutline& request)
    {
        const std::string_view body = m_body;
        const char* const rawKey = field.key().raw();
        ondemand::value value = field.value();
        const std::string_view token = value.raw_json_token();
        TopField top;
        top.keySpan.begin = static_cast<std::size_t>(rawKey - body.data()) - 1;
        top.value.begin = static_cast<std::size_t>(token.data() - body.data());
        top.keySpan.end = valueEnd(body, top.value.begin, true); // with a colon instead of a comma
        top.key = body.substr(top.keySpan.begin + 1, top.keySpan.end - top.keySpan.begin - 2);
        if (!request.fields.empty())
            request.fields.back().value.end = valueEnd(body, top.keySpan.begin, true);
        request.fields.push_back(top);

        std::string_view key = top.key;
        if (key.find('\\') != std::string_view::npos) // "mod\u0065l" is also model
            if (const auto code = field.unescaped_key().get(key))
                return notJson(code);
        for (const Known& known : kKnown)
            if (known.key == key)
                return (this->*known.take)(value, request);
        return {};
    }

    Result<void> takeModel(ondemand::value& value, RequestOutline& request)
    {
        if (request.shape.model == ModelPlace::Path)
            return {};
        std::string_view model;
        if (value.get_string().get(model))
            return invalid("model", QT_TRANSLATE_NOOP("Error", "\"model\" must be a string that names a model."));
        if (auto once = takeOnce(m_seen[0], "model"); !once)
            return once;
        if (model.empty())
            return invalid("model", QT_TRANSLATE_NOOP("Error", "\"model\" is empty. Name a model; GET /v1/models lists those that you can use."));
        if (model.size() > kLongestModel)
            return invalid("model", {QT_TRANSLATE_NOOP("Error", "\"model\" is longer than %1 bytes."), {std::to_string(kLongestModel)}});
        request.model = model;
        request.modelField = request.fields.size() - 1;
        return {};
    }

    Result<void> takeStream(ondemand::value& value, RequestOutline& request)
    {
        if (auto once = takeOnce(m_seen[1], "stream"); !once)
            return once;
        request.stream = request.shape.streamsUnasked;
        if (isNull(value))
            return {};
        if (value.get_bool().get(request.stream))
            return invalid("stream", QT_TRANSLATE_NOOP("Error", "\"stream\" must be true or false."));
        return {};
    }

    Result<void> takeStreamOptions(ondemand::value& value, RequestOutline& request)
    {
        if (auto once = takeOnce(m_seen[2], "stream_options"); !once)
            return once;
        request.streamOptionsField = request.fields.size() - 1;
        if (isNull(value))
            return {};
        ondemand::object options;
        if (value.get_object().get(options))
            return invalid("stream_options", QT_TRANSLATE_NOOP("Error", "\"stream_options\" must be an object, such as {\"include_usage\":true}."));
        for (auto entry : options) {
            ondemand::field field;
            if (const auto code = std::move(entry).get(field))
                return notJson(code);
            std::string_view key;
            if (const auto code = field.unescaped_key().get(key))
                return notJson(code);
            ondemand::value option = field.value();
            if (key == "include_usage" && !isNull(option) && option.get_bool().get(request.includeUsage))
                return invalid("stream_options.include_usage", QT_TRANSLATE_NOOP("Error", "\"include_usage\" must be true or false."));
        }
        return {};
    }

    static Result<void> takeMessages(ondemand::value& value, RequestOutline& request)
    {
        ondemand::json_type type{};
        if (value.type().get(type) || type != ondemand::json_type::array)
            return invalid("messages", QT_TRANSLATE_NOOP("Error", "\"messages\" must be an array of messages, such as [{\"role\":\"user\",\"content\":\"Hello\"}]."));
        request.hasMessages = true;
        return {};
    }

    /// With a repeated field, the gateway and the provider might read different values.
    static Result<void> takeOnce(bool& seen, const char* name)
    {
        if (seen)
            return invalid(name, {QT_TRANSLATE_NOOP("Error", "\"%1\" occurs twice. Send it once."), {std::string(name)}});
        seen = true;
        return {};
    }

    static bool isNull(ondemand::value& value)
    {
        bool null = false;
        return !value.is_null().get(null) && null;
    }

    void closeLast(RequestOutline& request) const
    {
        if (!request.fields.empty())
            request.fields.back().value.end = valueEnd(m_body, request.object.end - 1, false);
    }

    static Result<void> checkComplete(const RequestOutline& request)
    {
        if (request.model.empty() && request.shape.model == ModelPlace::Body)
            return invalid("model", QT_TRANSLATE_NOOP("Error", "\"model\" is missing. Name a model; GET /v1/models lists those that you can use."));
        return {};
    }

    Result<void> takeMessagesOf(ondemand::value& value, RequestOutline& request)
    {
        return request.shape.messages == kMessages ? takeMessages(value, request) : Result<void>();
    }

    using Take = Result<void> (Reader::*)(ondemand::value&, RequestOutline&);
    struct Known {
        std::string_view key;
        Take take;
    };
    static const std::array<Known, 4> kKnown;

    ondemand::parser& m_parser;
    std::string_view m_body;
    std::array<bool, 3> m_seen{};
};

const std::array<Reader::Known, 4> Reader::kKnown{
    Known{"model", &Reader::takeModel},
    Known{"stream", &Reader::takeStream},
    Known{"stream_options", &Reader::takeStreamOptions},
    Known{kMessages, &Reader::takeMessagesOf},
};

} // namespace

class RequestOutlineReader::Private {
public:
    Result<RequestOutline> read(std::string_view body, const RequestShape& shape, ondemand::document& document)
    {
        RequestOutline request;
        request.shape = shape;
        request.fields.reserve(kUsualFields);
        if (auto read = Reader(parser, body).read(request, document); !read)
            return failure(std::move(read.error()));
        return request;
    }

    void releaseLarge()
    {
        if (parser.capacity() > kKeptCapacity)
            parser = ondemand::parser();
    }

    ondemand::parser parser;
};

RequestOutlineReader::RequestOutlineReader()
    : d(std::make_unique<Private>())
{
}
RequestOutlineReader::~RequestOutlineReader() = default;

std::string_view RequestOutline::valueOf(std::string_view key, std::string_view body) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const TopField& field) { return field.key == key; });
    return found == fields.end() ? std::string_view() : found->value.of(body);
}

Result<RequestOutline> RequestOutlineReader::read(std::string_view body, const RequestShape& shape)
{
    ondemand::document document;
    auto request = d->read(body, shape, document);
    d->releaseLarge();
    return request;
}

Result<RequestContents> RequestOutlineReader::readWithReferences(std::string_view body, const RequestShape& shape, bool isResponses)
{
    ondemand::document document;
    auto request = d->read(body, shape, document);
    if (!request) {
        d->releaseLarge();
        return failure(std::move(request.error()));
    }
    document.rewind();
    RequestContents contents{std::move(*request), referencesIn(document, body, isResponses)};
    d->releaseLarge();
    return contents;
}

} // namespace gateway::protocol
