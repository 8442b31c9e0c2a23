#pragma once

#include "client_setups.h"
#include "shell_variables.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::clients {

// Determines which models a client will request, from its files and variables. Pure; private to the room.

/// The content of a client file after the set-up, or of another file that overrides it.
struct SaidTree {
    Json tree;
    std::optional<Path> environment; ///< see `ClientFile`
    bool environmentWins = false;    ///< see `ClientFile`
    std::string shown;               ///< path for display
    bool isRival = false;
    std::vector<Path> written;       ///< where the set-up writes the chosen model
};

class AskedModels {
public:
    using ValuesOf = std::function<std::vector<SetVariable>(const std::string& variable)>;

    /// `trees`: other files in any order. `valuesOf`: returns values in the environment and in shell files.
    AskedModels(const ClientEntry& entry, const Placeholders& values, std::vector<SaidTree> trees, ValuesOf valuesOf);

    /// Each name once, the main ones first.
    std::vector<AskedModel> take();

private:
    struct Said {
        std::string value;
        std::string where; ///< empty: written by the set-up
    };

    /// `isResolved`: a word in place of a name is replaced by what it stands for; otherwise it is ignored.
    std::vector<Said> saidBy(const ModelSource& source, bool isResolved) const;
    std::vector<Said> inTrees(const ModelSource& source, const Path& path, bool isOfRivals) const;
    std::vector<Said> inEnvironments(const std::string& variable, bool isOfRivals) const;
    std::vector<Said> namesIn(std::vector<Said> said, const ModelSource& source, bool isResolved) const;
    /// What is requested instead of one of the client's own models.
    std::string inPlaceOf(const std::string& own) const;
    void add(const std::string& name, bool isMain, const std::string& where);

    const ClientEntry& m_entry;
    const Placeholders& m_values;
    const std::vector<SaidTree> m_trees;
    const ValuesOf m_valuesOf;
    std::vector<AskedModel> m_asked;
};

} // namespace gateway::clients
