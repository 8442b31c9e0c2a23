// The SDKs look in the environment for keys, addresses and tracing; a test's must be its own.
for (const name of Object.keys(process.env))
    if (/^(OPENAI|AZURE|ANTHROPIC|GOOGLE|GEMINI|OLLAMA|AWS|COHERE|LANGCHAIN|LANGSMITH|AI)_/.test(name))
        delete process.env[name];
