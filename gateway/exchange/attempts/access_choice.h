#pragma once

#include "missing_endpoints.h"
#include "target_queue.h"
#include "tool_refusal.h"

#include "gateway/exchange/admission/client_request.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/usage/record.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

/// Chooses, for each target of one client's request, an endpoint of its provider: the one that speaks the client's
/// format and meets the request's requirements, otherwise another one, and never one that turned out to be missing.
/// Gateway thread.
class AccessChoice {
public:
    /// The stores that the choice reads and updates; all must outlive it.
    struct Sources {
        MissingEndpoints& missing;
        protocol::ResponseStore& responses; ///< holds the response that a Responses request may continue
        const Clock& clock;
    };
    /// All must outlive this object. Endpoints that other exchanges find missing from now on are not considered.
    AccessChoice(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record);

    /// The endpoint and protocol for `target`; null if its provider has none for this request.
    const Access* of(const Target& target) const;
    /// Whether its provider has another endpoint for `target`.
    bool hasOther(const Target& target) const { return otherThan(target, of(target)) != nullptr; }
    /// The path requested there, if a refusal can show that the host lacks the endpoint; empty if a refusal might as
    /// well concern a model or something else that the path names.
    std::string endpointAt(const Access& access) const;
    /// The path at which `target` would serve a conversation in the client's own API, if that endpoint were not known
    /// to be missing or to refuse the request's tools; empty if it is used or would never be.
    std::string leftPathOf(const Target& target) const;
    /// The types of the request's tools other than functions; empty if there are none or they are unknown.
    const std::vector<std::string>& toolTypes() const { return required().toolTypes; }
    /// All of the request's tools, read from the body each time.
    RequestTools tools() const;
    /// Whether the request needs an endpoint that accepts its tools, because nothing useful would be left of it at
    /// another one.
    bool needsTools() const;
    /// Stops using the current endpoint of `target`, which turned out to be missing or not to accept a tool of the
    /// request (`refusal`); another one is used from now on.
    void leave(const Target& target, ToolRefusal refusal = ToolRefusal::None);
    /// The other endpoint has answered, so the one left is really missing: later exchanges start with the endpoint that
    /// answered. They do not if the refusal was only possibly about a tool.
    void keepLeft(const Target& target);
    /// Uses the endpoint of the client's API for this provider from now on, whatever it says about tools, because they
    /// were refused elsewhere or are not known to be accepted there; the client then gets the provider's refusal. False
    /// if that changes nothing for `target`.
    bool insist(const Target& target);
    bool insistsAt(const Target& target) const;
    /// The only endpoint of `target` for this request is missing: later exchanges do not use it.
    void learnMissing(const Target& target);
    /// Why `target` is not used, or was used in vain: it lacks the endpoint. `status`: the status that just showed
    /// this; empty if it has no such endpoint or is known to lack it. Errors: NoUsableTarget, or those of
    /// `notServedBy()`.
    Error noEndpoint(const Target& target, std::optional<int> status = {}) const;

private:
    struct Left {
        const Access* access;
        ToolRefusal refusal;

        bool isForTools() const { return refusal != ToolRefusal::None; }
    };

    const RequiredCapabilities& required() const;
    RequiredCapabilities insisted() const;
    bool goesOnFromToolItems() const;
    const Access* usualAt(const Target& target) const;
    const Access* otherThan(const Target& target, const Access* left) const;
    bool lacks(const Target& target, const Access& access) const;
    std::string missingKeyOf(const Target& target, const Access& access, bool isForTools = false) const;
    bool isLeft(const Target& target, const Access& access) const;
    bool isSameEndpoint(const Access& one, const Access& other) const;
    void learn(const Target& target, const Left& missing, const std::string& then);

    const Sources m_sources;
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
    const std::shared_ptr<const MissingEndpoints::Known> m_missing; // as of the start of the exchange
    std::vector<Left> m_left; // see `leave()`
    std::vector<const Provider*> m_insisted; // see `insist()`
    mutable std::optional<RequiredCapabilities> m_required; // looked up when a target first needs them
};

} // namespace gateway::exchange
