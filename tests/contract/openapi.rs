//! One API description: which operation a message belongs to, and what is wrong with it.

use serde_json::{Value, json};

use super::schema::Schemas;
use crate::proxy::{Answered, Asked};

/// A Swagger 2.0 or OpenAPI 3.0 document.
pub struct Spec {
    schemas: Schemas,
    base: String,
}

/// Where a request belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Template of a documented operation.
    Operation(String),
    /// The path is listed, this method is not.
    NoSuchMethod(String),
    NoSuchPath,
}

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl Spec {
    pub fn new(document: Value) -> Spec {
        let base = document.get("basePath").and_then(Value::as_str);
        Spec {
            base: base.unwrap_or_default().trim_end_matches('/').to_owned(),
            schemas: Schemas::new(document),
        }
    }

    /// Templates with the methods documented for them.
    pub fn methods_of(&self, template: &str) -> Vec<String> {
        let item = &self.schemas.document()["paths"][template];
        let listed = METHODS.iter().filter(|method| item.get(**method).is_some());
        listed.map(|method| method.to_uppercase()).collect()
    }

    /// Where `path` (without the query) belongs. A literal segment beats a parameter.
    pub fn place(&self, method: &str, path: &str) -> Place {
        let Some(path) = path.strip_prefix(&self.base) else {
            return Place::NoSuchPath;
        };
        let paths = self.schemas.document()["paths"].as_object();
        let fitting = paths.into_iter().flat_map(|paths| paths.keys());
        let best = fitting
            .filter(|template| fits(template, path))
            .min_by_key(|template| template.matches('{').count());
        match best {
            None => Place::NoSuchPath,
            Some(template)
                if self
                    .methods_of(template)
                    .iter()
                    .any(|known| known == method) =>
            {
                Place::Operation(template.clone())
            }
            Some(template) => Place::NoSuchMethod(template.clone()),
        }
    }

    fn operation(&self, method: &str, template: &str) -> &Value {
        &self.schemas.document()["paths"][template][method.to_lowercase()]
    }

    /// The operation's own parameters, and those of its path that it does not replace.
    fn parameters(&self, method: &str, template: &str) -> Vec<&Value> {
        let operation = self.operation(method, template);
        let of_path = &self.schemas.document()["paths"][template]["parameters"];
        let mut out: Vec<&Value> = Vec::new();
        for list in [&operation["parameters"], of_path] {
            for parameter in list.as_array().into_iter().flatten() {
                let parameter = self.schemas.resolve(parameter);
                let same = |known: &&Value| {
                    known["name"] == parameter["name"] && known["in"] == parameter["in"]
                };
                if !out.iter().any(same) {
                    out.push(parameter);
                }
            }
        }
        out
    }

    /// What is wrong with a request of a documented operation.
    pub fn request_problems(&self, template: &str, asked: &Asked) -> Vec<String> {
        let parameters = self.parameters(&asked.method, template);
        let mut problems = self.query_problems(&parameters, asked);
        for parameter in parameters
            .iter()
            .filter(|parameter| parameter["in"] == "header")
        {
            let name = parameter["name"]
                .as_str()
                .unwrap_or_default()
                .to_lowercase();
            if parameter["required"] == true && asked.header(&name).is_none() {
                problems.push(format!("the header {name} is missing"));
            }
        }
        problems.extend(self.security_problems(self.operation(&asked.method, template), asked));
        problems.extend(self.body_problems(&parameters, template, asked));
        problems
    }

    fn query_problems(&self, parameters: &[&Value], asked: &Asked) -> Vec<String> {
        let mut problems = Vec::new();
        let query = asked.target.split_once('?').map_or("", |(_, query)| query);
        let given: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let known = |name: &str| {
            let mut parameters = parameters.iter();
            parameters.find(|parameter| parameter["in"] == "query" && parameter["name"] == name)
        };
        for (name, text) in &given {
            let Some(parameter) = known(name) else {
                problems.push(format!("the query parameter {name} is not documented"));
                continue;
            };
            let repeated = given.iter().filter(|(other, _)| other == name).count() > 1;
            if repeated && parameter["collectionFormat"] != "multi" {
                problems.push(format!("the query parameter {name} is given twice"));
            }
            // OpenAPI 3.0 puts the type into a schema of its own.
            let schema = parameter.get("schema").unwrap_or(parameter);
            let wrong = self.schemas.errors(schema, &typed(schema, parameter, text));
            problems.extend(
                wrong
                    .iter()
                    .map(|error| format!("query parameter {name}{error}")),
            );
        }
        for parameter in parameters
            .iter()
            .filter(|parameter| parameter["in"] == "query")
        {
            let missing = !given
                .iter()
                .any(|(name, _)| parameter["name"] == name.as_str());
            if parameter["required"] == true && missing {
                problems.push(format!(
                    "the query parameter {} is missing",
                    parameter["name"]
                ));
            }
        }
        problems
    }

    /// Each scheme of Swagger's kind `apiKey` that the operation asks for must be there.
    fn security_problems(&self, operation: &Value, asked: &Asked) -> Vec<String> {
        let document = self.schemas.document();
        let wanted = operation.get("security").unwrap_or(&document["security"]);
        let schemes = wanted.as_array().into_iter().flatten();
        let names = schemes.flat_map(|scheme| scheme.as_object().into_iter().flatten());
        let mut problems = Vec::new();
        for (name, _) in names {
            let scheme = &document["securityDefinitions"][name];
            let header = scheme["name"].as_str().unwrap_or_default().to_lowercase();
            if scheme["in"] == "header" && asked.header(&header).is_none() {
                problems.push(format!("the header {header} is missing"));
            }
        }
        problems
    }

    /// The schema of the request body, and whether there must be one.
    fn body_schema<'a>(
        &'a self,
        parameters: &[&'a Value],
        operation: &'a Value,
    ) -> Option<(&'a Value, bool)> {
        let mut parameters = parameters.iter();
        let swagger = parameters.find(|parameter| parameter["in"] == "body");
        let openapi = operation
            .get("requestBody")
            .map(|body| self.schemas.resolve(body));
        let required = |value: &Value| value["required"] == true;
        match (swagger, openapi) {
            (Some(body), _) => Some((&body["schema"], required(body))),
            (_, Some(body)) => Some((
                &body["content"]["application/json"]["schema"],
                required(body),
            )),
            _ => None,
        }
    }

    fn body_problems(&self, parameters: &[&Value], template: &str, asked: &Asked) -> Vec<String> {
        let operation = self.operation(&asked.method, template);
        let Some((schema, required)) = self.body_schema(parameters, operation) else {
            return match asked.body.is_empty() {
                true => Vec::new(),
                false => vec!["a body is sent, and none is documented".to_owned()],
            };
        };
        if asked.body.is_empty() {
            return match required {
                true => vec!["the body is missing".to_owned()],
                false => Vec::new(),
            };
        }
        let body = match json_body(asked.header("content-type"), &asked.body) {
            Ok(body) => body,
            Err(problem) => return vec![format!("the request {problem}")],
        };
        let mut problems = self.schemas.errors(schema, &body);
        // What is replaced holds what was read, known or not; what is made anew should be known.
        if asked.method == "POST" {
            let unknown = self.schemas.unknown_names(schema, &body);
            problems.extend(unknown.iter().map(|at| format!("{at} is not documented")));
        }
        problems
    }

    /// What is wrong with an answer of a documented operation.
    pub fn answer_problems(
        &self,
        method: &str,
        template: &str,
        answered: &Answered,
    ) -> Vec<String> {
        let status = answered.status.to_string();
        let Some(response) = self.response(self.operation(method, template), &status) else {
            return vec![format!("the status {status} is not documented")];
        };
        let schema = response
            .get("schema")
            .or_else(|| response.pointer("/content/application~1json/schema"));
        let Some(schema) = schema else {
            return match answered.body.is_empty() {
                true => Vec::new(),
                false => vec!["a body is answered, and none is documented".to_owned()],
            };
        };
        match json_body(answered.header("content-type"), &answered.body) {
            Ok(body) => self.schemas.errors(schema, &body),
            Err(problem) => vec![format!("the answer {problem}")],
        }
    }

    /// The operation's own response; for a failure the document's standard error of that status. JumpCloud's operations
    /// list no failures, their documents define them once for all.
    fn response<'a>(&'a self, operation: &'a Value, status: &str) -> Option<&'a Value> {
        let standard = format!("trait:standardErrors:{status}");
        let document = self.schemas.document();
        let found = operation["responses"].get(status).or_else(|| {
            let is_failure = status.starts_with(['4', '5']);
            document["responses"].get(standard).filter(|_| is_failure)
        });
        found.map(|response| self.schemas.resolve(response))
    }
}

/// A trailing slash is part of a template: `/organizations/` is not listed.
fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(wanted, given)| match wanted.starts_with('{') {
                true => !given.is_empty(),
                false => wanted == given,
            })
}

/// A query parameter's text as the value that its type makes of it; text where it does not fit the type.
fn typed(schema: &Value, parameter: &Value, text: &str) -> Value {
    let as_text = || json!(text);
    match schema["type"].as_str() {
        Some("integer") => text.parse::<i64>().map_or_else(|_| as_text(), |n| json!(n)),
        Some("number") => text.parse::<f64>().map_or_else(|_| as_text(), |n| json!(n)),
        Some("boolean") => text
            .parse::<bool>()
            .map_or_else(|_| as_text(), |b| json!(b)),
        Some("array") => {
            let parts: Vec<&str> = match parameter["collectionFormat"].as_str() {
                Some("multi") => vec![text],
                _ => text.split(',').collect(),
            };
            let items = &schema["items"];
            parts.iter().map(|part| typed(items, items, part)).collect()
        }
        _ => as_text(),
    }
}

fn json_body(media_type: Option<&str>, body: &[u8]) -> Result<Value, String> {
    let media_type = media_type.unwrap_or("no type");
    if media_type.split(';').next() != Some("application/json") {
        return Err(format!("is {media_type}, and not application/json"));
    }
    serde_json::from_slice(body).map_err(|error| format!("is no JSON: {error}"))
}
