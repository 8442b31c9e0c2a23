#include "catch.h"

#include "gateway/providers/versioned_address.h"

using namespace gateway;
using namespace gateway::providers;

namespace {

ProbeResult failed(UpstreamFailure failure, int status, int models = -1)
{
    ProbeResult result;
    result.problem = ErrorKind::UpstreamError;
    result.failure = failure;
    result.status = status;
    result.models = models;
    return result;
}

const Catalog& wholeCatalog()
{
    static const std::shared_ptr<const Catalog> kLoaded = *Catalog::load();
    return *kLoaded;
}

} // namespace

TEST_CASE("adds /v1 to an address without a path at which there is no API")
{
    struct Row {
        const char* name;
        const char* type;
        const char* address;
        ProbeResult result;
        const char* added; ///< empty: nothing
    };
    const ProbeResult missing = failed(UpstreamFailure::Status, 404);
    ProbeResult passed;
    passed.ok = true;
    const auto row = GENERATE_COPY(values<Row>({
        {"chat not found", "openai-compatible", "https://api.acme.dev", missing, "https://api.acme.dev/v1"},
        {"with a slash at its end", "openai-compatible", "http://localhost:8000/", missing, "http://localhost:8000/v1"},
        {"no list and no model", "openai-compatible", "http://[::1]:8000", failed(UpstreamFailure::NoModel, 404), "http://[::1]:8000/v1"},
        {"another method", "openai-compatible", "http://localhost:8000", failed(UpstreamFailure::Status, 405), "http://localhost:8000/v1"},
        {"a web page", "openai-compatible", "http://localhost:3000", failed(UpstreamFailure::NotAList, 200), "http://localhost:3000/v1"},
        {"Responses", "openai-responses", "http://localhost:8000", missing, "http://localhost:8000/v1"},
        {"a known server at another address", "vllm", "http://gpu:8000", missing, "http://gpu:8000/v1"},
        {"with a path", "openai-compatible", "https://api.acme.dev/openai", missing, ""},
        {"with a query", "openai-compatible", "https://api.acme.dev?version=2", missing, ""},
        {"another protocol", "anthropic-compatible", "https://api.acme.dev", missing, ""},
        {"an unknown model", "openai-compatible", "https://api.acme.dev", failed(UpstreamFailure::Status, 404, 3), ""},
        {"a rejected key", "openai-compatible", "https://api.acme.dev", failed(UpstreamFailure::Status, 401), ""},
        {"not reached", "openai-compatible", "https://api.acme.dev", failed(UpstreamFailure::Refused, 0), ""},
        {"passed", "openai-compatible", "https://api.acme.dev", passed, ""},
    }));
    CAPTURE(row.name);
    config::ProviderSettings provider;
    provider.type = row.type;
    provider.baseUrl = row.address;
    CHECK(withVersion(provider, wholeCatalog(), row.result).value_or("") == row.added);
    provider.baseUrl.reset();
    CHECK_FALSE(withVersion(provider, wholeCatalog(), row.result));
}

TEST_CASE("an API is reached even if it refuses the request")
{
    CHECK(reachedApi(failed(UpstreamFailure::Status, 401)));
    CHECK(reachedApi(failed(UpstreamFailure::Status, 404, 2)));
    CHECK(reachedApi(failed(UpstreamFailure::NoModel, 200)));
    CHECK_FALSE(reachedApi(failed(UpstreamFailure::Status, 404)));
    CHECK_FALSE(reachedApi(failed(UpstreamFailure::Status, 502)));
    CHECK_FALSE(reachedApi(failed(UpstreamFailure::NotAChat, 200)));
    CHECK_FALSE(reachedApi(failed(UpstreamFailure::TimedOut, 0)));
}
