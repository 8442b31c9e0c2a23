#include "embedding_codec.h"

#include "cohere_embedding.h"
#include "gemini_embedding.h"
#include "ollama_embedding.h"
#include "openai_embedding.h"
#include "vertex_embedding.h"

#include <array>

namespace gateway::protocol {

using namespace embeddings;

namespace {

constexpr std::array kCodecs{
    EmbeddingCodec{
        EmbeddingFormat::OpenAi, "input", readOpenAiEmbedding, writeOpenAiEmbedding, readOpenAiVectors, writeOpenAiVectors},
    EmbeddingCodec{EmbeddingFormat::GeminiOne, "content", readGeminiEmbedding, nullptr, nullptr, writeGeminiVector},
    EmbeddingCodec{
        EmbeddingFormat::GeminiBatch, "requests", readGeminiBatch, writeGeminiBatch, readGeminiVectors, writeGeminiVectors},
    EmbeddingCodec{
        EmbeddingFormat::OllamaEmbed, "input", readOllamaEmbed, writeOllamaEmbed, readOllamaVectors, writeOllamaVectors},
    EmbeddingCodec{EmbeddingFormat::OllamaEmbeddings, "prompt", readOllamaEmbeddings, nullptr, nullptr, writeOllamaVector},
    EmbeddingCodec{EmbeddingFormat::Cohere, "texts", nullptr, writeCohereEmbedding, readCohereVectors, nullptr},
    EmbeddingCodec{EmbeddingFormat::Vertex, "instances", nullptr, writeVertexEmbedding, readVertexVectors, nullptr},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kCodecs.size(); ++i)
        if (kCodecs[i].format != static_cast<EmbeddingFormat>(i))
            return false;
    return true;
}
static_assert(isInOrder(), "one row for each format, in the order of the enumeration");

} // namespace

const EmbeddingCodec* embeddingCodec(EmbeddingFormat format) { return &kCodecs[static_cast<std::size_t>(format)]; }

} // namespace gateway::protocol
