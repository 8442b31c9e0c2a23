#pragma once

#include "gateway/evaluation/report/word_marks.h"

#include <QTextEdit>

#include <vector>

namespace ui::pages {

/// An answer whose words that another one lacks are tinted and underlined. Read-only; Tab leaves it.
class AnswerView final : public QTextEdit {
    Q_OBJECT
public:
    static constexpr std::size_t kMostBytes = 20'000; ///< of an answer that is shown

    explicit AnswerView(QWidget* parent = nullptr);

    void setPieces(std::vector<gateway::evaluation::TextPiece> pieces);
    /// How many pieces are marked.
    int markCount() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();

    std::vector<gateway::evaluation::TextPiece> m_pieces;
};

} // namespace ui::pages
