#include "stored_responses.h"

#include "gateway/core/text/bytes.h"
#include "gateway/protocol/responses/store/earlier_input.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <charconv>

namespace gateway::exchange {

namespace {

struct AskRow {
    std::string_view path;
    std::string_view method;
    StoredAsk::What what;
};
constexpr std::array kAsks{AskRow{"/input_items", "GET", StoredAsk::What::Items}, AskRow{"/cancel", "POST", StoredAsk::What::End}};

/// HEAD is handled like GET; the body is dropped later.
std::string_view methodOf(const http::RequestHead& head) { return head.method == "HEAD" ? std::string_view("GET") : std::string_view(head.method); }

tl::unexpected<Error> notKept(std::string_view id)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.status = 404;
    error.message = {QT_TRANSLATE_NOOP("Error", "No response \"%1\" is stored here. Only the latest responses are kept, and those requested with "
        "\"store\": false are not."), {std::string(id)}};
    return failure(std::move(error));
}

protocol::ItemsQuery queryOf(const http::RequestHead& head)
{
    constexpr std::size_t kMost = 100;
    protocol::ItemsQuery query;
    if (const auto limit = head.queryParameter("limit"))
        std::from_chars(limit->data(), limit->data() + limit->size(), query.limit);
    query.limit = std::clamp<std::size_t>(query.limit, 1, kMost);
    query.isAscending = head.queryParameter("order") == "asc";
    query.after = head.queryParameter("after").value_or(std::string());
    return query;
}

} // namespace

bool mayHoldIds(const ClientRequest& request) { return viewOf(request.body).find("\"id\"") != std::string_view::npos; }

StoredAsk storedAskOf(std::string_view rest, const http::RequestHead& head)
{
    for (const AskRow& row : kAsks)
        if (rest.ends_with(row.path) && methodOf(head) == row.method)
            return {rest.substr(0, rest.size() - row.path.size()), row.what, row.path};
    return {rest};
}

Result<std::string> storedResponse(std::string_view rest, const http::RequestHead& head, std::string_view consumer,
                                   protocol::ResponseStore& store)
{
    const auto [id, what, path] = storedAskOf(rest, head);
    const protocol::KeptResponse* const kept = store.find(id, consumer);
    if (!kept)
        return notKept(id);
    if (what == StoredAsk::What::End)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The response \"%1\" does not run in the background, so it cannot be cancelled."), {std::string(id)}});
    if (what == StoredAsk::What::Items)
        return toText(protocol::inputItemsList(kept->input, queryOf(head)));
    if (methodOf(head) == "GET")
        return toText(kept->response);
    store.remove(id, consumer);
    return toText(protocol::deletedResponse(std::string(id)));
}

std::shared_ptr<const protocol::KeptResponse> askedWhole(std::string_view rest, const http::RequestHead& head, std::string_view consumer,
                                                         protocol::ResponseStore& store)
{
    const StoredAsk ask = storedAskOf(rest, head);
    return ask.what == StoredAsk::What::Response && methodOf(head) == "GET" ? store.shared(ask.id, consumer) : nullptr;
}

protocol::KeptHistory historyFor(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store)
{
    const bool mayRefer = !request.outline.valueOf("previous_response_id", viewOf(request.body)).empty() || mayHoldIds(request);
    return mayRefer ? store.historyOf(consumer) : protocol::KeptHistory();
}

bool refersToLong(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store)
{
    if (request.ask.format != protocol::Format::OpenAiResponses)
        return false;
    const auto* const previous = previousOf(request, consumer, store);
    return (previous && store.chainBytes(previous->id, consumer) > protocol::ResponseStore::kLong)
        || (mayHoldIds(request) && store.bytes() > protocol::ResponseStore::kLong);
}

Result<Json> withHistory(Json body, protocol::KeptHistory& history)
{
    const auto previous = body.find("previous_response_id");
    if (previous != body.end() && previous->is_string()) {
        auto chain = history.chain(previous->get_ref<const std::string&>());
        if (!chain)
            return failure(std::move(chain.error()));
        body = protocol::continuedInput(*chain, std::move(body));
    }
    if (!protocol::hasReferences(body))
        return body;
    return protocol::withItems(std::move(body), [&](std::string_view id) { return history.item(id); });
}

const protocol::KeptResponse* previousOf(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store)
{
    constexpr std::size_t kLongest = 1024; // no id is longer
    if (request.ask.format != protocol::Format::OpenAiResponses)
        return nullptr;
    const std::string_view written = request.outline.valueOf("previous_response_id", viewOf(request.body));
    if (written.empty() || written.size() > kLongest)
        return nullptr;
    const auto id = parseJson(written);
    return id && id->is_string() ? store.find(id->get_ref<const std::string&>(), consumer) : nullptr;
}

bool isKeptByProvider(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store)
{
    const std::string_view body = viewOf(request.body);
    if (request.outline.valueOf("background", body) == "true")
        return true;
    const auto* const previous = previousOf(request, consumer, store);
    const std::string_view conversation = request.outline.valueOf("conversation", body);
    return (previous && previous->isElsewhere()) || (!conversation.empty() && conversation != "null");
}

} // namespace gateway::exchange
