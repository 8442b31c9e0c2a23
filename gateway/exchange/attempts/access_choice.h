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

/// At which endpoint of its provider each target is asked for one client's request: the one that speaks the client's format
/// and has what the request needs, else another, and none that turned out to be missing. Gateway thread.
class AccessChoice {
public:
    /// What it learns from and keeps what it learns in; all of it must outlive the choice.
    struct Sources {
        MissingEndpoints& missing;
        protocol::ResponseStore& responses; ///< what a request of Responses may go on from
        const Clock& clock;
    };
    /// All must outlive it. Endpoints that are found missing by others from now on do not count.
    AccessChoice(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record);

    /// Where and how `target` is asked; null: its provider has no endpoint for this.
    const Access* of(const Target& target) const;
    /// Whether `target` could be asked at another endpoint of its provider.
    bool hasOther(const Target& target) const { return otherThan(target, of(target)) != nullptr; }
    /// The path that is asked for there, by which it is known that a host has no such endpoint; empty: a refusal might as well
    /// be of a model, or of something else that the path names.
    std::string endpointAt(const Access& access) const;
    /// The path where a conversation's client would be served by `target` in its own API, if it were not known to be missing there,
    /// or to refuse the request's tools; empty: `target` is asked there, or would never be.
    std::string leftPathOf(const Target& target) const;
    /// Those of the request's tools that are no functions; empty: none, or they are not known.
    const std::vector<std::string>& toolTypes() const { return required().toolTypes; }
    /// All of the request's tools, read anew.
    RequestTools tools() const;
    /// Whether the request can only be asked where its tools are taken: at another endpoint nothing would be left to ask.
    bool needsTools() const;
    /// `target` turned out not to have the endpoint where it was asked, or one that does not take a tool of the request
    /// (`refusal`): from now on it is asked at another one.
    void leave(const Target& target, ToolRefusal refusal = ToolRefusal::None);
    /// That one has answered, so that what was left is missing indeed: later exchanges begin with this one. Where a refusal only
    /// may have been one of a tool, they do not.
    void keepLeft(const Target& target);
    /// The request cannot be asked where `target` is asked because of its tools: some were refused, or are not known to be taken
    /// elsewhere. From now on its provider is asked at the endpoint of the client's API, whatever that says of tools, and the client
    /// hears it. False: that changes nothing for `target`.
    bool insist(const Target& target);
    bool insistsAt(const Target& target) const;
    /// The only endpoint of `target` for this is missing: later exchanges do not ask there.
    void learnMissing(const Target& target);
    /// Why `target` is not asked, or asked in vain: it has no such endpoint. `status`: with which it has just said so; empty: it
    /// has none, or is known to lack it. Errors: NoUsableTarget, or what `notServedBy()` says.
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
    const std::shared_ptr<const MissingEndpoints::Known> m_missing; // when it began
    std::vector<Left> m_left; // see `leave()`
    std::vector<const Provider*> m_insisted; // see `insist()`
    mutable std::optional<RequiredCapabilities> m_required; // looked up when a target asks what they are
};

} // namespace gateway::exchange
