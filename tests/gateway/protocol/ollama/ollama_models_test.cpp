#include "gateway/protocol/ollama/ollama_models.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

OllamaModelFacts known()
{
    OllamaModelFacts facts;
    facts.name = "qwen3:8b";
    facts.family = "qwen3";
    facts.parameterSize = "8B";
    facts.contextLength = 40960;
    facts.modified_s = 1795168800;
    facts.callsTools = facts.thinks = true;
    return facts;
}

} // namespace

TEST_CASE("lists models in Ollama's format")
{
    OllamaModelFacts bare;
    bare.name = "some/model";
    const Json body = ollamaTags({known(), bare});
    REQUIRE(body["models"].size() == 2);
    const Json& first = body["models"][0];
    CHECK(first["name"] == "qwen3:8b");
    CHECK(first["model"] == "qwen3:8b");
    CHECK(first["modified_at"] == "2026-11-20T10:00:00.000000Z");
    CHECK(first["size"] == 0);
    CHECK(first["details"].dump()
        == R"({"parent_model":"","format":"gguf","family":"qwen3","families":["qwen3"],"parameter_size":"8B","quantization_level":"","context_length":40960})");
    CHECK(first["capabilities"].dump() == R"(["completion","tools","thinking"])");
    CHECK(first["digest"].get<std::string>().size() == 64);
    CHECK(first["digest"] != body["models"][1]["digest"]);
    CHECK(ollamaTags({known()})["models"][0]["digest"] == first["digest"]);
    CHECK(ollamaTags({}).dump() == R"({"models":[]})");
}

TEST_CASE("lists running models with their expiry time")
{
    const Json model = ollamaRunning({known()}, 1795169100)["models"][0];
    CHECK(model["expires_at"] == "2026-11-20T10:05:00.000000Z");
    CHECK(model["size_vram"] == 0);
    CHECK(model["context_length"] == 40960);
}

TEST_CASE("shows a model's context window and capabilities")
{
    const Json shown = ollamaShow(known());
    const std::string architecture = shown["model_info"]["general.architecture"];
    CHECK(shown["model_info"][architecture + ".context_length"] == 40960);
    CHECK(shown["model_info"]["general.basename"] == "qwen3:8b");
    CHECK(shown["details"]["family"] == "qwen3");
    CHECK(shown["capabilities"].dump() == R"(["completion","tools","thinking"])");
    CHECK(shown["modified_at"] == "2026-11-20T10:00:00.000000Z");

    OllamaModelFacts embedder;
    embedder.name = "e";
    embedder.completes = false;
    embedder.embeds = embedder.sees = true;
    embedder.embeddingLength = 768;
    CHECK(ollamaShow(embedder)["capabilities"].dump() == R"(["embedding","vision"])");
    CHECK(ollamaShow(embedder)["model_info"].dump()
        == R"({"general.architecture":"signalbox","general.basename":"e","general.type":"model","signalbox.embedding_length":768})");
}

TEST_CASE("reports a version number of Ollama's")
{
    CHECK(ollamaVersion(kOllamaVersion).dump() == std::string(R"({"version":")") + kOllamaVersion + "\"}");
}
