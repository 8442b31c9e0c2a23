#include "embedding_task.h"

#include <algorithm>
#include <array>

namespace gateway::protocol::embeddings {

namespace {

struct TaskRow {
    EmbeddingTask task;
    std::string_view gemini;
    std::string_view cohere;
    bool isExact;
};

// Source: Gemini API reference, "TaskType"; Cohere API v2 "Embed", input_type. Read 2026-11-21.
constexpr std::array kTasks{
    TaskRow{EmbeddingTask::Unsaid, "TASK_TYPE_UNSPECIFIED", "search_document", true},
    TaskRow{EmbeddingTask::Query, "RETRIEVAL_QUERY", "search_query", true},
    TaskRow{EmbeddingTask::Document, "RETRIEVAL_DOCUMENT", "search_document", true},
    TaskRow{EmbeddingTask::Similarity, "SEMANTIC_SIMILARITY", "clustering", false},
    TaskRow{EmbeddingTask::Classification, "CLASSIFICATION", "classification", true},
    TaskRow{EmbeddingTask::Clustering, "CLUSTERING", "clustering", true},
    TaskRow{EmbeddingTask::QuestionAnswering, "QUESTION_ANSWERING", "search_query", false},
    TaskRow{EmbeddingTask::FactVerification, "FACT_VERIFICATION", "search_query", false},
    TaskRow{EmbeddingTask::CodeQuery, "CODE_RETRIEVAL_QUERY", "search_query", false},
};

const TaskRow& row(EmbeddingTask task) { return kTasks[static_cast<std::size_t>(task)]; }

} // namespace

std::string geminiTask(EmbeddingTask task)
{
    return task == EmbeddingTask::Unsaid ? std::string() : std::string(row(task).gemini);
}

std::optional<EmbeddingTask> taskOfGemini(std::string_view word)
{
    const auto found =
        std::find_if(kTasks.begin(), kTasks.end(), [&](const TaskRow& each) { return each.gemini == word; });
    return found == kTasks.end() ? std::nullopt : std::optional(found->task);
}

CohereTask cohereTask(EmbeddingTask task) { return {std::string(row(task).cohere), row(task).isExact}; }

} // namespace gateway::protocol::embeddings
