#include "ollama_models.h"

#include "ollama_timestamp.h"

#include <QByteArray>
#include <QCryptographicHash>

namespace gateway::protocol {

using namespace ollama;

namespace {

std::string familyOf(const OllamaModelFacts& model) { return model.family.empty() ? "signalbox" : model.family; }

/// Clients identify a model by its digest: the same name always has the same one.
std::string digestOf(const std::string& name)
{
    const QByteArray bytes = QByteArray::fromStdString(name);
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

Json detailsOf(const OllamaModelFacts& model)
{
    Json details;
    details["parent_model"] = "";
    details["format"] = "gguf"; // some clients hide models that Ollama could not run
    details["family"] = familyOf(model);
    details["families"] = Json::array({familyOf(model)});
    details["parameter_size"] = model.parameterSize;
    details["quantization_level"] = model.quantization;
    if (model.contextLength > 0)
        details["context_length"] = model.contextLength;
    if (model.embeddingLength > 0)
        details["embedding_length"] = model.embeddingLength;
    return details;
}

Json capabilitiesOf(const OllamaModelFacts& model)
{
    struct Row {
        bool OllamaModelFacts::*has;
        const char* name;
    };
    constexpr Row kRows[] = {
        {&OllamaModelFacts::completes, "completion"},
        {&OllamaModelFacts::embeds, "embedding"},
        {&OllamaModelFacts::sees, "vision"},
        {&OllamaModelFacts::callsTools, "tools"},
        {&OllamaModelFacts::thinks, "thinking"},
    };
    Json list = Json::array();
    for (const Row& row : kRows)
        if (model.*row.has)
            list.push_back(row.name);
    return list;
}

Json entryOf(const OllamaModelFacts& model)
{
    Json entry;
    entry["name"] = model.name;
    entry["model"] = model.name;
    entry["size"] = model.size_bytes;
    entry["digest"] = digestOf(model.name);
    entry["details"] = detailsOf(model);
    return entry;
}

Json infoOf(const OllamaModelFacts& model)
{
    const std::string family = familyOf(model);
    Json info;
    info["general.architecture"] = family;
    info["general.basename"] = model.name;
    info["general.type"] = "model";
    if (model.contextLength > 0)
        info[family + ".context_length"] = model.contextLength;
    if (model.embeddingLength > 0)
        info[family + ".embedding_length"] = model.embeddingLength;
    return info;
}

} // namespace

Json ollamaTags(const std::vector<OllamaModelFacts>& models)
{
    Json list = Json::array();
    for (const OllamaModelFacts& model : models) {
        Json entry = entryOf(model);
        entry["modified_at"] = timestampOf(model.modified_s);
        entry["capabilities"] = capabilitiesOf(model);
        list.push_back(std::move(entry));
    }
    return Json{{"models", std::move(list)}};
}

Json ollamaRunning(const std::vector<OllamaModelFacts>& models, std::int64_t expires_s)
{
    Json list = Json::array();
    for (const OllamaModelFacts& model : models) {
        Json entry = entryOf(model);
        entry["expires_at"] = timestampOf(expires_s);
        entry["size_vram"] = model.size_bytes;
        entry["context_length"] = model.contextLength;
        list.push_back(std::move(entry));
    }
    return Json{{"models", std::move(list)}};
}

Json ollamaShow(const OllamaModelFacts& model)
{
    Json answer;
    answer["license"] = "";
    answer["modelfile"] = "FROM " + model.name + '\n';
    answer["parameters"] = model.contextLength > 0 ? "num_ctx " + std::to_string(model.contextLength) : "";
    answer["template"] = "{{ .Prompt }}";
    answer["details"] = detailsOf(model);
    answer["model_info"] = infoOf(model);
    answer["capabilities"] = capabilitiesOf(model);
    answer["modified_at"] = timestampOf(model.modified_s);
    return answer;
}

Json ollamaVersion(const std::string& version) { return Json{{"version", version}}; }

} // namespace gateway::protocol
