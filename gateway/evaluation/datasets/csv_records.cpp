#include "csv_records.h"

#include <QtGlobal>

namespace gateway::evaluation {

bool CsvRecords::next(Record& record)
{
    while (skipLineEnd()) { }
    if (!m_source.peek())
        return false;
    readRecord(record);
    return true;
}

bool CsvRecords::skipLineEnd()
{
    const auto byte = m_source.peek();
    if (byte != '\r' && byte != '\n')
        return false;
    m_source.take();
    if (byte == '\r' && m_source.peek() == '\n')
        m_source.take();
    return true;
}

void CsvRecords::readRecord(Record& record)
{
    record = {};
    record.line = m_source.line();
    std::size_t size = 0;
    while (true) {
        std::string field = m_source.peek() == '"' ? readQuoted(record) : readField(record);
        size += field.size();
        if (size > kLongestRow)
            record.problem = {QT_TRANSLATE_NOOP("Error", "is longer than %1 MiB; shorten the row"), {std::to_string(kLongestRow / 1024 / 1024)}};
        if (record.problem.isEmpty())
            record.fields.push_back(std::move(field));
        if (m_source.peek() != ',')
            break;
        m_source.take();
    }
    skipLineEnd();
}

std::string CsvRecords::readField(Record& record)
{
    std::string text;
    m_source.takeUntil(",\r\n", text);
    if (text.find('"') != std::string::npos && record.problem.isEmpty())
        record.problem = {QT_TRANSLATE_NOOP("Error", "has a quote within an unquoted CSV field; put the field in quotes and double the quotes in it")};
    return text;
}

std::string CsvRecords::readQuoted(Record& record)
{
    std::string text;
    m_source.take();
    while (true) {
        m_source.takeUntil("\"", text);
        if (!m_source.take()) {
            record.problem = {QT_TRANSLATE_NOOP("Error", "has a quoted CSV field that is not closed; close it, or double the quotes in it")};
            return text;
        }
        if (m_source.peek() != '"')
            break;
        m_source.take();
        text += '"';
    }
    const auto after = m_source.peek();
    if (after && after != ',' && after != '\r' && after != '\n') {
        std::string rest;
        m_source.takeUntil(",\r\n", rest);
        record.problem = {QT_TRANSLATE_NOOP("Error", "has text after the closing quote of a CSV field; double the quotes in the field")};
    }
    return text;
}

} // namespace gateway::evaluation
