#pragma once

#include "gateway/evaluation/datasets/dataset.h"

#include "catch.h"

#include <QBuffer>
#include <QByteArray>

#include <string>
#include <vector>

namespace gateway::evaluation::tests {

/// A row with these assertions, each as JSON.
inline Row rowWith(const std::vector<std::string>& assertions)
{
    std::string list;
    for (const std::string& assertion : assertions)
        list += (list.empty() ? "" : ",") + assertion;
    QByteArray text = QByteArray::fromStdString(R"({"prompt":"q","assert":[)" + list + "]}");
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    Row found;
    std::vector<RowProblem> problems;
    const auto read = readRows(
        buffer, DatasetFormat::JsonLines,
        [&found](const Row& row) {
            found = row;
            return true;
        },
        [&problems](RowProblem problem) { problems.push_back(std::move(problem)); });
    REQUIRE(read);
    REQUIRE(problems.empty());
    return found;
}

} // namespace gateway::evaluation::tests
