#pragma once

#include "missing_endpoints.h"
#include "target_queue.h"

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
    /// Those of the request's tools that are no functions; empty: none, or they are not known.
    const std::vector<std::string>& toolTypes() const { return needs().toolTypes; }
    /// `target` turned out not to have the endpoint where it was asked, or (`isForTools`) none that takes a type of tool that the
    /// request has: from now on it is asked at another one.
    void leave(const Target& target, bool isForTools = false);
    /// That one has answered, so that what was left is missing indeed: later exchanges begin with this one.
    void keepLeft(const Target& target);
    /// The only endpoint of `target` for this is missing: later exchanges do not ask there.
    void learnMissing(const Target& target);
    /// Why `target` is not asked, or asked in vain: it has no such endpoint. `status`: with which it has just said so; empty: it
    /// has none, or is known to lack it. Errors: NoUsableTarget, or what `notServedBy()` says.
    Error noEndpoint(const Target& target, std::optional<int> status = {}) const;

private:
    struct Left {
        const Access* access;
        bool isForTools;
    };

    const RequestNeeds& needs() const;
    bool goesOnFromToolItems() const;
    const Access* usualAt(const Target& target) const;
    const Access* otherThan(const Target& target, const Access* left) const;
    bool lacks(const Target& target, const Access& access) const;
    std::string missingKeyOf(const Target& target, const Access& access, bool isForTools = false) const;
    bool isLeft(const Access& access) const;
    bool isSameEndpoint(const Access& one, const Access& other) const;
    void learn(const Target& target, const Left& missing, const std::string& then);

    const Sources m_sources;
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
    const std::shared_ptr<const MissingEndpoints::Known> m_missing; // when it began
    std::vector<Left> m_left; // see `leave()`
    mutable std::optional<RequestNeeds> m_needs; // looked up when a target asks what they are
};

} // namespace gateway::exchange
