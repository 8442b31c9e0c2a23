#pragma once

#include "byte_source.h"

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// The records of a CSV file. A quoted field may contain commas, doubled quotes and line ends. Source: RFC 4180 §2.
class CsvRecords {
public:
    struct Record {
        std::size_t line = 0; ///< where it begins
        std::vector<std::string> fields;
        Sentence problem; ///< empty: none
    };

    /// `device` must be open and outlive this.
    explicit CsvRecords(QIODevice& device)
        : m_source(device)
    {
    }

    /// Reads the next record that is not an empty line. False: there is none.
    bool next(Record& record);
    bool hasFailed() const { return m_source.hasFailed(); }

private:
    void readRecord(Record& record);
    std::string readField(Record& record);
    std::string readQuoted(Record& record);
    bool skipLineEnd();

    ByteSource m_source;
};

} // namespace gateway::evaluation
